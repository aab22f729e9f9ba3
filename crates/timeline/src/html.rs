//! stub
use crate::chart::Chart;
/// Stub.
#[must_use]
pub fn html(chart: &Chart) -> String {
    chart.name.clone()
}
