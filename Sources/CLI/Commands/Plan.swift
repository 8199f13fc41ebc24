import Model
import Planning
import YAML

/// The command `renga plan`.
struct Plan: Subcommand {
    private static let stack = Option(
        "stack",
        short: "s",
        value: "NAME",
        "plan on this stack, in place of the default one"
    )
    private static let folder = Option("folder", value: "DIR", "the app is this folder of it")
    static let declaration = Declaration(
        "plan",
        .builds,
        10,
        "Show what a push would build, without running anything",
        examples: ["renga plan .", "renga plan main", "renga plan ../myapp --stack debian-12 --json"]
    ).with {
        $0.operands = "DIR-or-COMMIT"
        $0.operandsMin = 1
        $0.operandsMax = 1
        $0.options = [stack, folder]
        $0.localOnly = "it reads a directory or a commit of the machine that it runs on"
        $0.notes = [
            "A directory is taken as if all of it were committed; a commit is one of the repository that you are in.",
            "The buildpacks, stacks and toolchains are those of the installation.",
        ]
    }

    let place: String
    let stackName: String?
    let folder: AppFolder?

    init(_ arguments: Arguments) throws(Failure) {
        place = arguments.operands[0]
        stackName = arguments.value(Self.stack)
        folder = try arguments.value(Self.folder).map { text throws(Failure) in try AppFolder(text) }
    }

    func run(_ session: Session) throws {
        let root = session.root
        let shelf = try Shelf.buildpacks(in: root.buildpacks)
        let stacks = try Shelf.stacks(in: root.stacks)
        guard !shelf.all.isEmpty, !stacks.isEmpty else {
            throw Failure(
                .notFound,
                "there are no buildpacks or no stacks in \(root.path)",
                hint: "name the directory of an installation: renga --root DIR plan \(place)"
            )
        }
        let configuration = try ConfigurationFile.load(root: root)
        var settings = Planner.Settings(
            stacks: stacks,
            defaultStack: configuration.defaultStack,
            buildpacks: shelf.all,
            order: shelf.order
        )
        settings.stack = stackName
        settings.toolchains = try Shelf.toolchains(in: root.toolchains)
        // Root's alone: for others a plan is made as if nobody had looked yet.
        settings.lists = (try? Shelf.lists(in: root.indexes)) ?? [:]
        settings.settled = []
        settings.buildEnvironment = configuration.build.environment
        settings.folder = folder
        let source = try PlanSource.open(place, folder, from: session.surroundings.directory, limits: configuration.build)
        settings.modules = source.modules
        let plan = try Planner.plan(source.tree, rengaFile: source.rengaFile, settings: settings)
        try session.show(plan, Self.lines(plan, of: source.title, style: session.style))
    }

    /// The plan, and what depends on the app as it is on the platform.
    static func lines(_ plan: BuildPlan, of title: String, style: Style) -> [String] {
        var lines = [style.heading("Build plan of \(title)"), ""] + plan.page
        let formation = plan.formation.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        if !formation.isEmpty {
            lines += ["", "Formation at the first deploy (app.json): \(formation.joined(separator: " "))"]
        }
        if !plan.requiredConfig.isEmpty {
            lines += ["", "Config vars that have to be set (app.json): \(plan.requiredConfig.joined(separator: ", "))"]
        }
        if !plan.ignored.isEmpty { lines += ["", ".slugignore leaves out: \(plan.ignored.joined(separator: ", "))"] }
        return lines
    }
}
