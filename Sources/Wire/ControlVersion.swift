/// Of the messages of the control socket. They say it because an installation is upgraded while its programs run: old ones
/// meet a new runner, and the other way round.
///
/// A `failure`, a `line` and the lines of a log have one form in all versions, so that whoever asks can read why it is
/// refused, and a stranger is told before it has said a word.
package enum ControlVersion {
    /// Version 1 said none: `{"key":3,"operation":{"boot":{"app":"shop","deploy":7}}}`. What of it is understood is in
    /// `Operations/FormerRequest`.
    package static let current = 2
}
