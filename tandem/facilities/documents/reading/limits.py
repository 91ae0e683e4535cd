"""What an upload may cost. Each number stops one kind of bomb; the ones that people meet are said on the pages."""

MEGABYTE = 1_000_000

FILE_BYTES = 25 * MEGABYTE  # one file as it comes from a camera or a scanner
FILES_AT_ONCE = 20
TOTAL_BYTES = 80 * MEGABYTE  # all files of one upload
PAGES = 60  # of one document, merged
RESULT_BYTES = 15 * MEGABYTE  # what we keep, after its pictures were made smaller

# A JPEG is decoded at a reduced size, so it may be large (phones make 108 million); others are decoded whole.
JPEG_PIXELS = 120_000_000
OTHER_PIXELS = 60_000_000

# A4 at 200 dots per inch: small print stays readable, a page weighs a few hundred kilobytes.
PAGE_LONG_SIDE = 2339
JPEG_QUALITY = 80
PREVIEW_LONG_SIDE = 620

SECONDS_OF_CPU = 60
SECONDS_OF_PATIENCE = 90
MEMORY_BYTES = 1_800 * 1024 * 1024
