import Model
import Wire

extension RemoveKeys: Operation {
    package func run(_ context: Context) throws -> Answer {
        try Keys(context.platform).remove(key, own: context.peer.key, confirm: confirm) { try $0.isOf(context.peer, to: .manage, $1) }
    }
}
