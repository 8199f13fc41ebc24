/// A build under way: what it works with, its place in the ledger, and who reads along. Each phase is an extension in a file
/// of its own; `Preparation` has their order.
struct Build {
    let workshop: Workshop
    let record: BuildRecord
    let transcript: PushTranscript
}
