//! The language a verb is asked to print in.

use model::Agreement;
use render::frame::Frame;
use render::languages::served;

/// Refuses a language of which there is nothing, and says on standard error what is missing of one
/// of which there is something.
pub fn told(agreement: &Agreement, tag: &str, with_prose: bool) -> Result<(), String> {
    let served = served(agreement, tag).map_err(|unknown| unknown.to_string())?;
    if !served.frame {
        let frames: Vec<&str> = Frame::all().map(|frame| frame.tag).collect();
        anstream::eprintln!(
            "servanda: there are no fixed words in “{tag}”, only in {}; they are in English",
            frames.join(", ")
        );
    }
    // The rules are in English, and so are names without a tag.
    if Frame::of(tag).tag == "en" && served.frame {
        return Ok(());
    }
    if !served.names {
        anstream::eprintln!("servanda: the agreement names nothing in “{tag}”");
    }
    if with_prose && !served.prose {
        anstream::eprintln!("servanda: no article of the agreement has a text in “{tag}”");
    }
    Ok(())
}
