//! The chart for other programs; the shape is written down in `docs/book/timeline.md`.

use serde_json::{Value, json as value};

use crate::chart::{At, Band, Bar, Chart, Group, Row};

/// The version of the shape.
const VERSION: i64 = 1;

/// The chart as a JSON value.
#[must_use]
pub fn json(chart: &Chart) -> Value {
    value!({
        "version": VERSION,
        "agreement": chart.name,
        "title": chart.title,
        "dated": chart.scale.dated,
        "as_of": chart.as_of.as_ref().map(at),
        "notes": chart.notes,
        "phases": chart.bands.iter().map(band).collect::<Vec<_>>(),
        "milestones": chart.milestones.iter().map(|one| value!({
            "name": one.name,
            "title": one.title,
            "last": one.last.as_ref().map(at),
            "reached": one.reached.as_ref().map(at),
        })).collect::<Vec<_>>(),
        "groups": chart.groups.iter().map(group).collect::<Vec<_>>(),
        "critical_chain": chart.chain.iter().map(|link| value!({
            "happens": link.happens,
            "because": link.because,
            "at": at(&link.at),
        })).collect::<Vec<_>>(),
        "what_if": chart.what_if.as_ref().map(|what_if| value!({
            "asked": what_if.asked,
            "missed": what_if.missed,
            "moved": what_if.moved.iter().map(|delay| value!({
                "what": delay.what,
                "which": delay.which,
                "before": delay.before.as_ref().map(at),
                "after": at(&delay.after),
                "missed_last_day": delay.missed.as_ref().map(at),
            })).collect::<Vec<_>>(),
        })),
    })
}

fn at(at: &At) -> Value {
    value!({ "seconds": at.time, "words": at.words })
}

fn band(band: &Band) -> Value {
    value!({
        "name": band.name,
        "title": band.title,
        "begins": band.from.as_ref().map(at),
        "ends": band.to.as_ref().map(at),
        "ends_at_the_latest": band.latest.as_ref().map(at),
        "stands": band.stands,
    })
}

fn group(group: &Group) -> Value {
    value!({
        "phase": (!group.name.is_empty()).then_some(&group.name),
        "title": group.title,
        "rows": group.rows.iter().map(row).collect::<Vec<_>>(),
        "no_date_stated": group.undated.iter().map(row).collect::<Vec<_>>(),
    })
}

fn row(row: &Row) -> Value {
    value!({
        "name": row.name,
        "title": row.title,
        "row": (!row.part.is_empty()).then_some(&row.part),
        "who": row.who,
        "verified_by": row.verified_by,
        "standing": row.standing,
        "rounds_open": row.open,
        "critical": row.critical,
        "contradicted": row.contradicted,
        "waits_for": row.waits.iter().map(|wait| &wait.words).collect::<Vec<_>>(),
        "told": row.told,
        "times": row.bars.iter().map(bar).collect::<Vec<_>>(),
    })
}

fn bar(bar: &Bar) -> Value {
    value!({
        "round": bar.round,
        "may_begin": bar.from.as_ref().map(at),
        "may_begin_by_right": bar.begins.as_ref().map(at),
        "last_day": bar.last.as_ref().map(at),
        "late_and_no_breach_until": bar.tolerated.as_ref().map(at),
        "found_by": bar.found.as_ref().map(at),
        "latest": bar.latest.as_ref().map(at),
        "slack_seconds": bar.slack,
        "may_begin_only_after_its_last_day": bar.squeezed,
        "stands": bar.seen.as_ref().map(|seen| value!({
            "mark": seen.mark.key(),
            "words": seen.words,
            "since": seen.at.as_ref().map(at),
            "last_day": seen.last.as_ref().map(at),
        })),
        "if_late": bar.moved.as_ref().map(|shift| value!({
            "may_begin": shift.from.as_ref().map(at),
            "last_day": shift.last.as_ref().map(at),
            "missed": shift.missed,
            "cause": shift.cause,
        })),
    })
}
