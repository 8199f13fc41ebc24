import Model
import Planning

/// The layers of a build as they come about, by their keys: the stack first.
struct BuiltLayers {
    struct Toolchain {
        let key: String
        let planned: PlannedToolchain
    }

    let stack: String
    /// From the stack upwards.
    var toolchains: [Toolchain] = []
    /// The pushed files; top first.
    var source: [String] { submodules + files }
    /// Without those of submodules; top first.
    var files: [String] = []
    /// One, or none.
    var submodules: [String] = []
    /// In the order in which they ran.
    var steps: [SlugManifest.Layer] = []
    /// Checkouts of classic buildpacks, by id.
    var classic: [String: ClassicCheckout] = [:]
    /// What those have said that ran, in order.
    var results: [ClassicResult] = []

    init(stack: String) { self.stack = stack }

    /// What steps stand on; top first.
    var base: [String] { base(of: .build) }

    /// What the next toolchain stands on, if it has such a use; top first. Each is made over what it is seen with.
    func base(of use: PlannedToolchain.Use) -> [String] {
        let below = toolchains.filter { $0.planned.use == .run || (use == .build && $0.planned.use == .build) }
        return below.reversed().map(\.key) + [stack]
    }

    /// What a step's result depends on of it, with the words for it.
    var named: [(name: String, key: String)] {
        [("the stack", stack)] + toolchains.filter { $0.planned.use != .dynos }.map { ($0.planned.name, $0.key) }
    }

    /// The same with the buildpack whose programs a step runs.
    func named(for step: PlannedStep) -> [(name: String, key: String)] {
        named + (step.classic.flatMap { classic[$0.id] }.map { [(ClassicCheckout.layerName, $0.key)] } ?? [])
            + (prepared(for: step).map { [("what is prepared for it", $0)] } ?? [])
    }

    /// The key of what is prepared for a step: what it is made by, and over.
    func prepared(for step: PlannedStep) -> String? {
        step.prepare.map { script in
            let parts = ["prepared 1", script, step.environment["PATH"] ?? ""] + base
            return "toolchain-prepared-\(SHA256.hex(of: parts.joined(separator: "\n")).prefix(24))"
        }
    }

    /// Of a slug, top first; what builds alone have is not among it.
    func ofSlug(stack name: String) -> [SlugManifest.Layer] {
        let run = toolchains.reversed().filter { $0.planned.use != .build }
        return steps.reversed() + source.map { .init(key: $0, role: .source, name: "source") }
            + run.map { .init(key: $0.key, role: .toolchain, name: $0.planned.source.title) }
            + [.init(key: stack, role: .stack, name: name)]
    }
}
