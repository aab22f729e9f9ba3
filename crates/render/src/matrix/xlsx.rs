//! A matrix as a workbook: headings that stay in sight, cells that wrap, and a sheet that runs from
//! the right in languages that do.

use super::{COLUMNS, Matrix};
use crate::line::{Direction, FSI, Line, PDI, Run};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

/// Widths in characters, in the order of the columns.
const WIDTHS: [f64; COLUMNS] = [
    6.0, 26.0, 16.0, 48.0, 20.0, 20.0, 18.0, 26.0, 26.0, 28.0, 22.0, 26.0, 18.0, 26.0,
];

/// The reading orders of a cell's format.
const LEFT_TO_RIGHT: u8 = 1;
/// See [`LEFT_TO_RIGHT`].
const RIGHT_TO_LEFT: u8 = 2;

/// A sheet's name is no longer than this.
const NAME_MAX: usize = 31;

/// Writes a matrix as a workbook.
///
/// # Errors
/// When the workbook cannot be assembled: more rows than a sheet holds, a cell too long for one.
pub fn write(matrix: &Matrix) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let name: String = matrix
        .frame
        .sections
        .matrix
        .chars()
        .take(NAME_MAX)
        .collect();
    sheet.set_name(name)?;
    if matrix.direction == Direction::RightToLeft {
        sheet.set_right_to_left(true);
    }
    sheet.set_freeze_panes(1, 2)?;
    for (column, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    write_row(sheet, 0, &matrix.header, true)?;
    for (at, row) in (1..).zip(&matrix.rows) {
        write_row(sheet, at, row, false)?;
    }
    let last = u32::try_from(matrix.rows.len()).unwrap_or(u32::MAX);
    let columns = u16::try_from(COLUMNS - 1).unwrap_or(u16::MAX);
    sheet.autofilter(0, 0, last, columns)?;
    sheet.set_landscape();
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_print_fit_to_pages(1, 0);
    workbook.save_to_buffer()
}

fn write_row(
    sheet: &mut Worksheet,
    at: u32,
    row: &[Line],
    is_header: bool,
) -> Result<(), XlsxError> {
    for (column, cell) in (0..).zip(row) {
        let format = format(cell.direction, is_header);
        // Strings are written as strings: no cell of ours is ever a formula.
        sheet.write_string_with_format(at, column, isolated(cell), &format)?;
    }
    Ok(())
}

fn format(direction: Direction, is_header: bool) -> Format {
    let order = match direction {
        Direction::LeftToRight => LEFT_TO_RIGHT,
        Direction::RightToLeft => RIGHT_TO_LEFT,
    };
    let format = Format::new()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_reading_direction(order);
    if is_header {
        format
            .set_bold()
            .set_background_color("#E8ECEF")
            .set_border_bottom(FormatBorder::Thin)
    } else {
        format
    }
}

/// The words of a cell, with isolates where its direction meets the other.
fn isolated(line: &Line) -> String {
    let mut out = String::new();
    for run in &line.runs {
        let other = match run {
            Run::Words(_) => false,
            _ => {
                line.direction == Direction::RightToLeft
                    || crate::line::holds_other(&run.text(), line.direction)
            }
        };
        if other && line.runs.len() > 1 {
            out.push(FSI);
            out.push_str(&run.text());
            out.push(PDI);
        } else {
            out.push_str(&run.text());
        }
    }
    out
}
