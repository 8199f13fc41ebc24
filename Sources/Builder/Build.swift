import Ledger
import Model

/// A build under way: what it works with, its place in the ledger, and who reads along. Each phase is an extension in a file
/// of its own; `Preparation` has their order.
struct Build: Sendable {
    let workshop: Workshop
    let record: BuildRecord
    var transcript: PushTranscript
    /// Which of several that run steps at the same time it is, and what ends them all; nil: there are no others.
    var side: BuildSide?
    let networks: StepNetworks

    init(workshop: Workshop, record: BuildRecord, transcript: PushTranscript) {
        self.workshop = workshop
        self.record = record
        self.transcript = transcript
        networks = StepNetworks(workshop.machine)
    }

    /// Of the cages that its steps run in, one after the other.
    var cageID: String { CageName.build(record.app.name, record.deploy, side: side?.number) }

    /// Readable, or at its end, once it is to stop. Borrowed.
    var stop: Int32 { side?.bell.descriptor ?? workshop.interruption.descriptor }

    var isStopped: Bool { workshop.interruption.isRequested || side?.bell.isRung ?? false }
}
