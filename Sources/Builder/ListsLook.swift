import Ledger
import Linux
import Model
import Operations
import Sandbox
import YAML

/// `renga-builder look [NAME ...]`: what publishers list now. No app moves by it: what is newly known counts where somebody asks for it.
struct ListsLook {
    private let workshop: Workshop

    init(_ workshop: Workshop) { self.workshop = workshop }

    func run(_ names: [String]) throws {
        let last = try workshop.complaining { () throws -> Failure? in
            try workshop.interruption.begin()
            let all = try Shelf.toolchains(in: workshop.root.toolchains)
            for name in names where !all.contains(where: { $0.name == name }) {
                throw Failure(
                    .notFound,
                    "there is no toolchain `\(name)`",
                    hint: NearestWord.hint(for: name, among: all.map(\.name))
                )
            }
            let transcript = try PushTranscript(log: nil, bytesMax: .max)
            let stack = try stack(transcript)
            var last: Failure?
            for toolchain in all where names.isEmpty || names.contains(toolchain.name) {
                transcript.step("Looking at the versions of \(toolchain.title)")
                for failure in try VersionLists(workshop: workshop, stack: stack).look(toolchain) {
                    transcript.warning(failure.message, hint: failure.hint)
                    last = failure
                }
            }
            workshop.interruption.end()
            return last
        }
        // It has been said.
        if let last { throw last }
    }

    private func stack(_ transcript: PushTranscript) throws -> String {
        let stacks = try Shelf.stacks(in: workshop.root.stacks)
        let name = workshop.configuration.defaultStack
        guard let stack = stacks.first(where: { $0.name == name }) else { throw Failure(.notFound, "there is no stack `\(name)`") }
        let key = try workshop.ledger.read { try AppBase.newest(of: stack, $0) }
        return try workshop.store.makeStack(stack, as: key, isCancelled: { workshop.interruption.isRequested }) { transcript.detail($0) }
    }
}
