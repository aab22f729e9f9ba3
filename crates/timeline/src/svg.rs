//! stub
use crate::chart::Chart;
/// Stub.
#[must_use]
pub fn svg(chart: &Chart) -> String {
    chart.name.clone()
}
