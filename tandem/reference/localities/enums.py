"""Closed lists of the country's geography."""

from enum import StrEnum


class CantonCode(StrEnum):
    """The 26 cantons by their official abbreviation, in the order of the Constitution (art. 1)."""

    ZH = "ZH"
    BE = "BE"
    LU = "LU"
    UR = "UR"
    SZ = "SZ"
    OW = "OW"
    NW = "NW"
    GL = "GL"
    ZG = "ZG"
    FR = "FR"
    SO = "SO"
    BS = "BS"
    BL = "BL"
    SH = "SH"
    AR = "AR"
    AI = "AI"
    SG = "SG"
    GR = "GR"
    AG = "AG"
    TG = "TG"
    TI = "TI"
    VD = "VD"
    VS = "VS"
    NE = "NE"
    GE = "GE"
    JU = "JU"


class PlaceKind(StrEnum):
    LOCALITY = "locality"
    CANTON = "canton"
