import Ledger
import Model
import Wire

extension SyncKeys: Operation {
    package func run(_ context: Context) throws -> Answer {
        let client = context.client
        return try KeySync(context.platform).run(isTry: isTry, confirmed: confirm) { client.hasHungUp }
    }
}
