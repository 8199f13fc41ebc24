import FoundationEssentials
import Ledger
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
