import Model
import Wire

extension ListKeys: Operation {
    package func run(_ context: Context) throws -> Answer {
        try Keys(context.platform).list { try $0.isOf(context.peer, to: .view, $1) }
    }
}
