import Model
import Wire

/// Who looks after the machine adds whoever a key names; everybody else adds a further key of their own.
extension AddKeys: Operation {
    package func run(_ context: Context) throws -> Answer {
        try Keys(context.platform).add(text, of: context.peer.administers ? nil : context.peer.person, by: context.peer.name)
    }
}
