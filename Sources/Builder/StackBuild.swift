import Model
import Sandbox
import YAML

/// `renga-builder stack NAME`: makes a base system ahead of the first push.
struct StackBuild {
    private let workshop: Workshop

    init(_ workshop: Workshop) { self.workshop = workshop }

    func run(_ name: String) throws {
        do {
            let stacks = try Shelf.stacks(in: workshop.root.stacks)
            guard let stack = stacks.first(where: { $0.name == name }) else {
                throw Failure(
                    .notFound,
                    "there is no stack `\(name)`",
                    hint: "the stacks are \(stacks.map(\.name).joined(separator: ", "))"
                )
            }
            let transcript = try PushTranscript(log: nil, bytesMax: .max)
            if workshop.store.exists(LayerStore.key(of: stack)) {
                transcript.step("The \(stack.title) stack is there already")
                return
            }
            transcript.step("Making the \(stack.title) stack (once on this machine, about a minute)")
            _ = try workshop.store.makeStack(stack) { transcript.detail($0) }
            transcript.detail("Done")
        } catch {
            Complaint.say(error)
            throw error
        }
    }
}
