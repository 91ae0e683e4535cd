"""PDFs: what acts is gone, what is shown stays; several become one."""

import base64
import io
import zipfile
import zlib

import pikepdf
import pytest
from PIL import Image

from tandem.facilities.documents.reading import building, limits, metadata, pdfs, signatures
from tandem.facilities.documents.reading.faults import Unreadable
from tandem.facilities.documents.tests.paper import as_file, pdf_of, sheet

pytestmark = pytest.mark.without_database

POISON = [
    "JavaScript",
    "/JS",
    "OpenAction",
    "/AA",
    "EmbeddedFile",
    "Filespec",
    "Launch",
    "SubmitForm",
    "/URI",
    "AcroForm",
    "/XFA",
    "RichMedia",
    "secret-author",
    "calc.exe",
    "GPS",
]


def hostile():
    """A PDF with everything that a PDF can do beside being read."""
    document = pikepdf.open(io.BytesIO(pdf_of("Zeugnis")))
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    document.Root.OpenAction = document.make_indirect(action)
    document.Root.AA = pikepdf.Dictionary(WC=action)
    document.Root.Names = pikepdf.Dictionary(
        JavaScript=pikepdf.Dictionary(Names=pikepdf.Array([pikepdf.String("x"), action]))
    )
    document.attachments["calc.exe"] = b"MZ this is a program"
    page = document.pages[0]
    page.obj.AA = pikepdf.Dictionary(O=action)
    launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("calc.exe"))
    link = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://example.com/track"))
    area = pikepdf.Array([72, 600, 300, 640])
    field = document.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            FT=pikepdf.Name.Tx,
            T=pikepdf.String("name"),
            V=pikepdf.String("Filled in by hand"),
            DA=pikepdf.String("/Helv 12 Tf 0 g"),
            Rect=area,
            F=4,
            AA=pikepdf.Dictionary(K=action),
        )
    )
    page.obj.Annots = pikepdf.Array(
        [
            field,
            document.make_indirect(
                pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=area, A=launch)
            ),
            document.make_indirect(
                pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=area, A=link)
            ),
        ]
    )
    helvetica = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    document.Root.AcroForm = pikepdf.Dictionary(
        Fields=pikepdf.Array([field]),
        XFA=pikepdf.String("<xdp/>"),
        DR=pikepdf.Dictionary(Font=pikepdf.Dictionary(Helv=helvetica)),
        NeedAppearances=True,
    )
    document.docinfo["/Author"] = "secret-author"
    with document.open_metadata() as facts:
        facts["dc:creator"] = ["secret-author"]
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def unpacked(content):
    """The file with nothing compressed, so that words can be looked for."""
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        document.save(
            buffer,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return buffer.getvalue().decode("latin-1")


def built(*files, **options):
    return building.build(files, whole=True, **options)


def pictures_in(content):
    """The files of the pictures in a PDF, unpacked as far as they are packed."""
    with pikepdf.open(io.BytesIO(content)) as document:
        found = [thing for thing in document.objects if isinstance(thing, pikepdf.Stream)]
        found = [thing for thing in found if thing.get("/Subtype") == "/Image"]
        assert found
        assert all(thing.Filter == "/DCTDecode" for thing in found)
        return [bytes(thing.read_raw_bytes()) for thing in found]


def pages_of(content):
    with pikepdf.open(io.BytesIO(content)) as document:
        return [bytes(page.obj.Contents.read_bytes()).decode("latin-1") for page in document.pages]


def size_of(content):
    with pikepdf.open(io.BytesIO(content)) as document:
        return [round(float(side)) for side in document.pages[0].mediabox]


class TestOpened:
    def test_takes_away_all_that_acts_hides_or_tells(self):
        before = unpacked(hostile())
        content, *_previews = built(hostile())

        assert [word for word in POISON if word in before]  # the search finds what it looks for
        assert [word for word in POISON if word in unpacked(content)] == []

    def test_keeps_what_was_written_into_a_form(self):
        content, *_previews = built(hostile())

        assert "Filled in by hand" in unpacked(content)
        assert "Zeugnis" in unpacked(content)

    @pytest.mark.parametrize(
        ("as_list", "packed", "named"),
        [
            (False, [], "DCTDecode"),
            (True, [], "DCTDecode"),
            (True, [], "DCT"),
            (True, ["Flate"], "DCTDecode"),
            (True, ["ASCII85", "Flate"], "DCTDecode"),
        ],
    )
    def test_takes_the_place_out_of_a_photo_inside(self, as_list, packed, named):
        exif = Image.Exif()
        exif[0x010F] = "Camera Maker"
        exif.get_ifd(0x8825)[2] = (46.0, 57.0, 0.0)
        photo = as_file(sheet((300, 400)), exif=exif)
        document = pikepdf.new()
        page = document.add_blank_page(page_size=(300, 400))
        data = photo
        for name in reversed(packed):
            data = zlib.compress(data) if name == "Flate" else base64.a85encode(data) + b"~>"
        names = [pikepdf.Name(f"/{name}Decode") for name in packed] + [pikepdf.Name(f"/{named}")]
        stream = pikepdf.Stream(
            document,
            data,
            Subtype=pikepdf.Name.Image,
            Width=300,
            Height=400,
            ColorSpace=pikepdf.Name.DeviceRGB,
            BitsPerComponent=8,
            Filter=pikepdf.Array(names) if as_list else names[0],
        )
        page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=stream))
        page.obj.Contents = pikepdf.Stream(document, b"300 0 0 400 0 0 cm /P Do")
        buffer = io.BytesIO()
        document.save(buffer, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
        assert packed or b"Camera Maker" in buffer.getvalue()

        content, preview = built(buffer.getvalue())

        assert all(b"Camera Maker" not in part and b"Exif" not in part for part in (content, *pictures_in(content)))
        assert Image.open(io.BytesIO(preview)).convert("L").getextrema()[0] < 120  # still there

    def test_keeps_the_tags_for_screen_readers_of_a_single_file(self):
        document = pikepdf.open(io.BytesIO(pdf_of("Tagged")))
        document.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
        document.Root.Lang = pikepdf.String("de-CH")
        document.Root.StructTreeRoot = document.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot, K=pikepdf.Dictionary(S=pikepdf.Name.Document))
        )
        buffer = io.BytesIO()
        document.save(buffer)

        content, *_previews = built(buffer.getvalue())

        with pikepdf.open(io.BytesIO(content)) as kept:
            assert {"/StructTreeRoot", "/MarkInfo", "/Lang"} <= set(kept.Root.keys())

    @pytest.mark.parametrize(
        ("content", "fault"),
        [
            (pdf_of("x", encryption=pikepdf.Encryption(owner="o", user="u")), "password"),
            (b"%PDF-1.7\nthis is not one", "broken"),
            (pdf_of("x")[:300], "broken"),
            (pdf_of(*["x"] * (limits.PAGES + 1)), "too_many_pages"),
        ],
        ids=["locked", "nonsense", "cut off", "a book"],
    )
    def test_refuses(self, content, fault):
        with pytest.raises(Unreadable, match=fault):
            built(content)

    def test_opens_one_that_only_forbids_printing(self):
        locked = pdf_of("Readable", encryption=pikepdf.Encryption(owner="o", user=""))

        content, *_previews = built(locked)

        with pikepdf.open(io.BytesIO(content)) as document:
            assert not document.is_encrypted

    def test_refuses_a_page_as_large_as_a_field(self):
        document = pikepdf.new()
        document.add_blank_page(page_size=(10_000, 10_000))
        document.pages[0].obj.MediaBox = pikepdf.Array([0, 0, 1_000_000, 1_000_000])
        buffer = io.BytesIO()
        document.save(buffer)

        with pytest.raises(Unreadable, match="broken"):
            built(buffer.getvalue())


class TestBuild:
    def test_puts_several_files_together_in_their_order(self):
        content, *previews = built(pdf_of("First", "Second"), as_file(sheet((300, 424))), pdf_of("Last"))

        assert len(previews) == 4
        shown = pages_of(content)
        assert ["First" in shown[0], "Second" in shown[1], "/Page Do" in shown[2], "Last" in shown[3]] == [True] * 4

    def test_puts_a_photo_of_about_that_shape_on_a4(self):
        content, _preview = built(as_file(sheet((300, 424))))
        wide, _preview = built(as_file(Image.new("RGB", (800, 200), "white")))

        assert size_of(content) == [0, 0, 595, 842]
        assert size_of(wide) == [0, 0, 842, 210]

    def test_puts_pages_in_another_order_turns_and_drops_them(self):
        content, *previews = built(pdf_of("A", "B", "C"), order=[(2, 0), (0, 90)])

        document = pikepdf.open(io.BytesIO(content))
        shown = pages_of(content)
        assert len(previews) == 2
        assert ["C" in shown[0], "A" in shown[1], document.pages[1].obj.Rotate] == [True, True, 90]

    @pytest.mark.parametrize("order", [[], [(5, 0)], [(-1, 0)], [(0, 45)]])
    def test_refuses_an_order_of_pages_that_are_not_there(self, order):
        with pytest.raises(Unreadable, match="broken"):
            built(pdf_of("A"), order=order)

    def test_names_the_file_that_is_wrong(self):
        with pytest.raises(Unreadable) as refused:
            built(pdf_of("A"), b"hello")

        assert (refused.value.fault, refused.value.file) == ("unknown", 1)

    def test_refuses_more_pages_than_one_document_may_have(self, monkeypatch):
        monkeypatch.setattr(limits, "PAGES", 2)
        with pytest.raises(Unreadable, match="too_many_pages"):
            built(pdf_of("A", "B"), pdf_of("C"))

    def test_makes_heavy_pictures_smaller(self, monkeypatch):
        monkeypatch.setattr(limits, "RESULT_BYTES", 400_000)
        noisy = Image.effect_noise((2600, 3600), 60).convert("RGB")
        document = pdfs.of_pictures([noisy])
        heavy = pdfs._saved(document)
        assert len(heavy) > 2_000_000
        monkeypatch.setattr(limits, "RESULT_BYTES", 2_500_000)

        content, _preview = built(heavy)

        assert len(content) < len(heavy) * 0.75

    def test_refuses_what_stays_too_heavy(self, monkeypatch):
        monkeypatch.setattr(limits, "RESULT_BYTES", 500)
        with pytest.raises(Unreadable, match="too_heavy"):
            built(pdf_of("A"))


def office_file(part):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(part, "x")
    return buffer.getvalue()


class TestKindOf:
    @pytest.mark.parametrize(
        ("content", "kind"),
        [
            (pdf_of("x"), "pdf"),
            (b"scanner says hello\n%PDF-1.4", "pdf"),
            (b"\xff\xd8\xff\xe0", "jpeg"),
            (b"\x89PNG\r\n\x1a\n", "png"),
            (b"RIFF\0\0\0\0WEBPVP8 ", "webp"),
            (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "heif"),
            (b"\0\0\0\x1cftypavif\0\0\0\0avifmif1", "picture"),
            (b"\0\0\0\x18ftypisom\0\0\0\0isommp42", "unknown"),
            (office_file("word/document.xml"), "office"),
            (office_file("mimetype"), "office"),
            (office_file("virus.exe"), "unknown"),
            (b"PK nonsense", "unknown"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office"),
            (b"{\\rtf1", "office"),
            (b"GIF89a", "picture"),
            (b"<html>", "unknown"),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "unknown"),
            (b"MZ", "unknown"),
            (b"", "unknown"),
        ],
    )
    def test_goes_by_the_content(self, content, kind):
        assert signatures.kind_of(content) == kind


class TestWithoutMetadata:
    def test_leaves_the_picture_as_it_is(self):
        content = as_file(sheet((60, 80)), comment=b"hello")

        clean = metadata.without_metadata(content)

        assert b"hello" not in clean
        assert Image.open(io.BytesIO(clean)).tobytes() == Image.open(io.BytesIO(content)).tobytes()

    @pytest.mark.parametrize("content", [b"", b"\xff\xd8", b"\xff\xd8\xff\xe1\xff\xff", b"no picture"])
    def test_gives_back_what_it_does_not_understand(self, content):
        assert metadata.without_metadata(content) == content


class TestWithoutBoxes:
    def test_leaves_the_picture_as_it_is(self):
        content = as_file(sheet((60, 80)), "JPEG2000")
        place = content.index(b"jp2c") - 4
        told = (24).to_bytes(4, "big") + b"xml GPS 46.95 7.43" + b"  "

        clean = metadata.without_boxes(content[:place] + told + content[place:])

        assert clean == content
        assert Image.open(io.BytesIO(clean)).size == (60, 80)

    @pytest.mark.parametrize("content", [b"", b"\0\0\0\x0cjP  \r\n\x87\n\0\0\xff\xffuuid", b"no picture at all"])
    def test_gives_back_what_it_does_not_understand(self, content):
        assert metadata.without_boxes(content) == content
