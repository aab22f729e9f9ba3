//! The parts of the archive that are the same for every document.

use crate::document::Document;
use crate::html::escape::escape;

/// The width of the text, in twentieths of a point: A4 less its margins.
pub(super) const TEXT_WIDTH: usize = 9072;

pub(super) const CONTENT_TYPES: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#,
    r#"<Default Extension="rels" "#,
    r#"ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#,
    r#"<Default Extension="xml" ContentType="application/xml"/>"#,
    r#"<Override PartName="/word/document.xml" ContentType="application/"#,
    r#"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>"#,
    r#"<Override PartName="/word/styles.xml" ContentType="application/"#,
    r#"vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>"#,
    r#"<Override PartName="/docProps/core.xml" "#,
    r#"ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>"#,
    "</Types>"
);

pub(super) const RELATIONSHIPS: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#,
    r#"<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/"#,
    r#"relationships/officeDocument" Target="word/document.xml"/>"#,
    r#"<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/"#,
    r#"relationships/metadata/core-properties" Target="docProps/core.xml"/>"#,
    "</Relationships>"
);

pub(super) const DOCUMENT_RELATIONSHIPS: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#,
    r#"<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/"#,
    r#"relationships/styles" Target="styles.xml"/>"#,
    "</Relationships>"
);

pub(super) const DOCUMENT_OPENING: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">"#,
    "<w:body>"
);

/// The title and the language; no author and no date, which nobody here knows.
pub(super) fn properties(document: &Document) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
         <cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/\
         core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title>\
         <dc:language>{}</dc:language></cp:coreProperties>",
        escape(&document.title.text()),
        escape(&document.language)
    )
}

/// A style: its name, the one it follows, what it adds to a paragraph and to a run.
struct Style(&'static str, &'static str, &'static str, &'static str);

const STYLES: &[Style] = &[
    Style(
        "Title",
        "Normal",
        "<w:keepNext/><w:spacing w:after=\"120\"/>",
        "<w:b/><w:bCs/><w:sz w:val=\"36\"/><w:szCs w:val=\"36\"/>",
    ),
    Style(
        "Subtitle",
        "Normal",
        "<w:spacing w:after=\"60\"/>",
        "<w:color w:val=\"555555\"/><w:sz w:val=\"26\"/><w:szCs w:val=\"26\"/>",
    ),
    Style(
        "Heading1",
        "Normal",
        "<w:keepNext/><w:spacing w:before=\"360\" w:after=\"120\"/><w:outlineLvl w:val=\"0\"/>",
        "<w:b/><w:bCs/><w:sz w:val=\"28\"/><w:szCs w:val=\"28\"/>",
    ),
    Style(
        "Heading2",
        "Normal",
        "<w:keepNext/><w:spacing w:before=\"280\" w:after=\"100\"/><w:outlineLvl w:val=\"1\"/>",
        "<w:color w:val=\"444444\"/><w:sz w:val=\"25\"/><w:szCs w:val=\"25\"/>",
    ),
    Style(
        "Heading3",
        "Normal",
        "<w:keepNext/><w:spacing w:before=\"240\" w:after=\"40\"/><w:outlineLvl w:val=\"2\"/>",
        "<w:b/><w:bCs/>",
    ),
    Style(
        "Kind",
        "Normal",
        "<w:keepNext/><w:spacing w:after=\"60\"/>",
        "<w:color w:val=\"666666\"/><w:sz w:val=\"19\"/><w:szCs w:val=\"19\"/>",
    ),
    Style(
        "Prose",
        "Normal",
        "<w:spacing w:after=\"80\"/><w:ind w:start=\"340\"/>",
        "",
    ),
    Style(
        "Note",
        "Normal",
        "<w:spacing w:after=\"60\"/>",
        "<w:i/><w:color w:val=\"555555\"/><w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/>",
    ),
    Style(
        "Item",
        "Normal",
        "<w:spacing w:after=\"60\"/><w:ind w:start=\"567\" w:hanging=\"567\"/>",
        "",
    ),
    Style(
        "Rule",
        "Normal",
        "<w:spacing w:after=\"80\"/><w:ind w:start=\"567\" w:hanging=\"567\"/>",
        "",
    ),
    Style(
        "Step",
        "Normal",
        "<w:spacing w:after=\"60\"/><w:ind w:start=\"1134\" w:hanging=\"567\"/>",
        "",
    ),
    Style(
        "ReadingHeading",
        "Normal",
        "<w:keepNext/><w:spacing w:before=\"80\" w:after=\"20\"/><w:ind w:start=\"340\"/>",
        "<w:b/><w:bCs/><w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/>",
    ),
    Style(
        "Reading",
        "Normal",
        "<w:spacing w:after=\"80\"/><w:ind w:start=\"340\"/>",
        "",
    ),
    Style("Cell", "Normal", "<w:spacing w:after=\"0\"/>", ""),
    Style(
        "CellHeading",
        "Cell",
        "<w:keepNext/>",
        "<w:b/><w:bCs/><w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/>",
    ),
];

/// The styles of every document.
pub(super) fn styles() -> String {
    let mut out = String::from(concat!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
        r#"<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">"#,
        "<w:docDefaults><w:rPrDefault><w:rPr>",
        r#"<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" "#,
        r#"w:cs="Times New Roman"/><w:sz w:val="22"/><w:szCs w:val="24"/>"#,
        "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>",
        r#"<w:spacing w:after="100" w:line="264" w:lineRule="auto"/>"#,
        "</w:pPr></w:pPrDefault></w:docDefaults>",
        r#"<w:style w:type="paragraph" w:default="1" w:styleId="Normal">"#,
        r#"<w:name w:val="Normal"/><w:qFormat/></w:style>"#,
    ));
    for Style(id, based_on, paragraph, run) in STYLES {
        let name = match *id {
            "Heading1" => "heading 1",
            "Heading2" => "heading 2",
            "Heading3" => "heading 3",
            other => other,
        };
        out.push_str(&format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>\
             <w:basedOn w:val=\"{based_on}\"/><w:qFormat/><w:pPr>{paragraph}</w:pPr>\
             <w:rPr>{run}</w:rPr></w:style>"
        ));
    }
    out.push_str(TABLE_STYLE);
    out.push_str("</w:styles>");
    out
}

const TABLE_STYLE: &str = concat!(
    r#"<w:style w:type="table" w:styleId="Grid"><w:name w:val="Grid"/><w:tblPr>"#,
    r#"<w:tblBorders><w:top w:val="single" w:sz="4" w:space="0" w:color="AAAAAA"/>"#,
    r#"<w:bottom w:val="single" w:sz="4" w:space="0" w:color="AAAAAA"/>"#,
    r#"<w:insideH w:val="single" w:sz="4" w:space="0" w:color="CCCCCC"/></w:tblBorders>"#,
    r#"<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>"#,
    r#"<w:bottom w:w="40" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>"#,
    "</w:tblPr></w:style>"
);
