import Ledger
import Linux
import Model
import Operations
import Planning
import Sandbox

/// Which layers and results of a plan are there already: by the names that a build gives them.
struct PlanPreviewing {
    private let workshop: Workshop
    private let app: AppRow
    private let config: [String: String]
    private let lookup: StepLookup

    init(_ workshop: Workshop, _ app: AppRow, _ config: [String: String]) {
        self.workshop = workshop
        self.app = app
        self.config = config
        lookup = StepLookup(workshop, app, config: config)
    }

    func preview(_ whole: BuildPlan, on stack: StackDefinition) throws -> PlanPreview {
        var plan = whole
        // As a push of now says them: `renga plan` without an app knows of no config.
        let folders = try workshop.ledger.read { db in try app.currentDeploy.flatMap { try db.deploy($0)?.storage } ?? [] }
        plan.warnings.removeAll { !$0.holds(config, folders: folders) }
        var known: BuiltLayers? = BuiltLayers(stack: try base(stack))
        var layers = [layer(stack.title, known?.stack)]
        for toolchain in plan.toolchains {
            let key = try known.flatMap { try self.key(of: toolchain, over: $0) }
            layers.append(layer(toolchain.name, key))
            if let key { known?.toolchains.append(.init(key: key, planned: toolchain)) } else { known = nil }
        }
        let missing = layers.first { $0.key == nil }?.title
        guard var below = known else {
            let reasons = ["\(missing ?? "") is fetched first"]
            return PlanPreview(
                plan: plan,
                layers: layers,
                steps: plan.steps.map { .init(name: $0.name, key: nil, isKept: false, reasons: reasons) }
            )
        }
        for classic in plan.buildpacks.compactMap(\.classic) where below.classic[classic.id] == nil {
            let checkout = try checkout(classic)
            below.classic[classic.id] = checkout
            layers.append(layer(classic, checkout))
        }
        // The buildpack without which no key of it and those after it is known.
        var unknown: String?
        let steps = try StepRounds.of(plan.steps).flatMap { try round($0, over: &below, &unknown) }
        return PlanPreview(plan: plan, layers: layers, steps: steps)
    }

    private func round(_ chains: [[PlannedStep]], over layers: inout BuiltLayers, _ unknown: inout String?) throws -> [PlanPreview.Step] {
        let (below, unknownBelow) = (layers, unknown)
        return try chains.flatMap { chain in
            var (own, missing) = (below, unknownBelow)
            return try chain.map { step -> PlanPreview.Step in
                if let classic = step.classic, own.classic[classic.id] == nil { missing = missing ?? classic.reference.text }
                if let missing {
                    unknown = missing
                    let reasons = ["the buildpack \(missing) is fetched first"]
                    return .init(name: step.name, key: nil, isKept: false, reasons: reasons)
                }
                let (shown, key) = try self.step(step, over: own)
                own.steps.append(.init(key: key, role: .step, name: step.name))
                layers.steps.append(.init(key: key, role: .step, name: step.name))
                return shown
            }
        }
    }

    /// The files of a buildpack of programs: what a folder or a commit is can be seen, what a branch or an archive is now is asked by
    /// builds alone, and here the last of them is believed. nil: that has to be fetched to be known.
    private func checkout(_ classic: ClassicBuildpack) throws -> ClassicCheckout? {
        switch classic.source {
        case .folder(let name):
            let sum = try FolderSum.of("\(workshop.root.buildpacks)/\(name)")
            return ClassicCheckout(classic, version: sum, workshop, app)
        case .git(_, let ref):
            if let commit = ref.flatMap({ CommitID($0) }) { return ClassicCheckout(classic, version: commit.text, workshop, app) }
        case .archive: break
        }
        return try ClassicCheckout.last(classic, workshop, app)
    }

    private func layer(_ classic: ClassicBuildpack, _ checkout: ClassicCheckout?) -> PlanPreview.Layer {
        // What another build may find changed.
        let isBelieved =
            switch classic.source {
            case .folder: false
            case .git(_, let ref): ref.flatMap { CommitID($0) } == nil
            case .archive: true
            }
        let version = checkout?.version.map { " at \($0.prefix(12))" } ?? ""
        return PlanPreview.Layer(
            title: "the buildpack \(classic.reference)\(version)\(isBelieved && checkout != nil ? ", as of the last build" : "")",
            key: checkout?.key,
            isHere: checkout.map { workshop.store.exists($0.key) } ?? false,
            otherwise: "is fetched first"
        )
    }

    /// As a build chooses it: that of the release that serves, as long as it is there.
    private func base(_ stack: StackDefinition) throws -> String {
        try workshop.ledger.read { db in
            if let manifest = try AppBase.manifest(of: app, db), manifest.stack == stack.name, let kept = manifest.base,
                workshop.store.exists(kept)
            {
                return kept
            }
            return try AppBase.newest(of: stack, db)
        }
    }

    private func layer(_ title: String, _ key: String?) -> PlanPreview.Layer {
        PlanPreview.Layer(title: title, key: key, isHere: key.map(workshop.store.exists) ?? false)
    }

    /// nil: its sum is known once it was asked for.
    private func key(of toolchain: PlannedToolchain, over layers: BuiltLayers) throws -> String? {
        switch toolchain.source {
        case .packages(let names): return LayerStore.packagesKey(names, over: layers.base(of: toolchain.use))
        case .archive(let archive):
            let sum: String?
            switch archive.sum {
            case .known(let known): sum = known
            case .file: sum = try KnownSums(workshop.root).sum(of: archive)
            }
            return sum.map { ToolchainKey.of(archive, sum: $0, stack: layers.stack) }
        }
    }

    /// What is said of a step, and the key that the steps after it see.
    private func step(_ step: PlannedStep, over layers: BuiltLayers) throws -> (PlanPreview.Step, String) {
        let key = lookup.key(step, over: layers)
        let layer = lookup.layer(step, key, deploy: 0)
        if !step.always, workshop.store.exists(layer) { return (.init(name: step.name, key: layer, isKept: true), layer) }
        let last = try workshop.ledger.read { try $0.lastStep(app.id, name: step.name) }
        let reasons = try lookup.reasons(step, key, layer, last)
        return (.init(name: step.name, key: step.always ? nil : layer, isKept: false, reasons: reasons), layer)
    }
}
