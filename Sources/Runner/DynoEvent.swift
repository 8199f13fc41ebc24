import Model
import Planning

/// What an engine has to tell of a dyno, in this order: it runs, what it prints, it has ended.
package enum DynoEvent: Hashable, Sendable {
    /// Its first instruction is about to run, or has.
    case started(DynoEndpoint)
    /// Whole lines in the log's form. They are told once, but for what a killed runner took and could not remember: with
    /// `mayRepeat` they may begin with what the log has already.
    case printed(LogBlock, mayRepeat: Bool)
    /// Lines that nobody will see: it prints more than a dyno may, or more than was read in time.
    case dropped(DroppedLines)
    /// Nothing comes after that. nil: nobody can say any more how.
    case ended(DynoEnd?)

    /// What is told at once, at most and about: whoever takes it can bound what waits.
    static let printedBytesMax = 512 << 10
}
