import Linux
import Model
import Operations
import Sandbox
import YAML

/// `renga-builder stack NAME`: makes a base system ahead of the first push, and of the ledger.
struct StackBuild {
    private let root: InstallationRoot

    init(_ root: InstallationRoot) { self.root = root }

    func run(_ name: String) throws {
        do {
            try RootTrust.check(root)
            let stacks = try Shelf.stacks(in: root.stacks)
            guard let stack = stacks.first(where: { $0.name == name }) else {
                throw Failure(
                    .notFound,
                    "there is no stack `\(name)`",
                    hint: "the stacks are \(stacks.map(\.name).joined(separator: ", "))"
                )
            }
            let configuration = try ConfigurationFile.load(root: root)
            let store = try LayerStore(root, configuration)
            let transcript = try PushTranscript(log: nil, bytesMax: .max)
            if store.exists(LayerStore.key(of: stack)) {
                transcript.step("The \(stack.title) stack is there already")
                return
            }
            let began = Moment.monotonicMilliseconds()
            transcript.step("Making the \(stack.title) stack (once on this machine: a minute, or some where the network is slow)")
            _ = try store.makeStack(stack) { transcript.detail($0) }
            transcript.detail("Done in \(Quantity.short(milliseconds: Moment.monotonicMilliseconds() - began))")
        } catch {
            StandardError.say(error, at: root.path)
            throw error
        }
    }
}
