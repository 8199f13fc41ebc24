import FoundationEssentials
import Ledger
import Linux
import Model
import Operations
import Planning

/// What app.json asks for at the first deploy. All of it hangs on the deploy: where that fails, none of it was.
extension Build {
    /// As Heroku makes them: 64 digits.
    private static let secretBytes = 32

    private struct Wishes: Codable {
        let addons: [String]
    }

    /// Sizes of dynos that this machine has; of others, dynos get its own.
    private func chooseSizes(_ first: FirstDeploy) throws {
        for (type, text) in first.sizes.sorted(by: { $0.key < $1.key }) {
            let size: String?
            do throws(Failure) {
                size = try DynoSizeChoice.read(text, workshop.configuration.dyno, machine: MachineMemory.bytes)
            } catch {
                let own = Quantity.exact(bytes: workshop.configuration.dyno.memoryBytes)
                transcript.warning("app.json: \(type): \(error.message): its dynos get \(own)", hint: error.hint)
                continue
            }
            try workshop.ledger.write { try $0.setSize(record.app.id, type: type, size) }
        }
    }

    /// The build that goes on, with the config vars that app.json brings.
    func applying(_ plan: BuildPlan) throws -> Build {
        guard let first = plan.first else { return self }
        transcript.step("Applying app.json, at the first deploy of \(record.app.name)")
        for line in first.lines(formation: plan.formation, set: Set(record.config.keys)) { transcript.detail(line) }
        let most = workshop.configuration.dyno.quantityMax
        for (type, quantity) in plan.formation.sorted(by: { $0.key < $1.key }) where quantity > most {
            transcript.warning(
                "app.json: \(type)=\(quantity) is over the limit: \(most)",
                hint: "the limit is `dyno.quantity_max` in \(workshop.root.configuration)"
            )
        }
        try chooseSizes(first)
        var config = record.config
        for variable in first.variables where config[variable.name] == nil {
            do {
                config = try ConfigVars.changed(config, by: [variable.name: variable.value ?? Hexadecimal.random(bytes: Self.secretBytes)])
            } catch {
                transcript.warning("app.json: \(error.message)", hint: error.hint)
            }
        }
        let wishes = try JSONEncoder().encode(Wishes(addons: first.addons))
        let record = try self.record.with(config: config, wishes: String(decoding: wishes, as: UTF8.self))
        transcript.mask = SecretMask(config)
        return Build(workshop: workshop, record: record, transcript: transcript)
    }
}
