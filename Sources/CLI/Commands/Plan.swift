import Glibc
import Model
import Planning
import Wire
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
        examples: [
            "git archive HEAD | renga plan --app myapp", "renga plan .", "renga plan main", "renga plan ../myapp --stack debian-12 --json",
        ]
    ).with {
        $0.operands = "[DIR-or-COMMIT]"
        $0.operandsMax = 1
        $0.options = [stack, folder]
        $0.takesApp = true
        $0.notes = [
            "Of an app, the files come as a tar archive on standard input, as `git archive` writes them; the answer says of each step",
            "whether it would run, and why. Over SSH: git archive HEAD | ssh git@HOST plan --app myapp",
            "A directory is taken as if all of it were committed; a commit is one of the repository that you are in. They are planned",
            "without an app. The buildpacks, stacks and toolchains are those of the installation.",
        ]
    }

    /// nil: what comes on standard input.
    let place: String?
    let stackName: String?
    let folder: AppFolder?

    init(_ arguments: Arguments) throws(Failure) {
        place = arguments.operands.first
        stackName = arguments.value(Self.stack)
        folder = try arguments.value(Self.folder).map { text throws(Failure) in try AppFolder(text) }
        let app = try arguments.app()
        if let place, let app {
            throw Failure(
                .invalid,
                "`\(place)` is planned without an app",
                hint: "of an app, send the files: git archive HEAD | renga plan --app \(app)"
            )
        }
        guard place != nil || (stackName == nil && folder == nil) else {
            throw Failure(.invalid, "an app's stack and folder are its own", hint: "leave `--stack` and `--folder` out")
        }
    }

    func run(_ session: Session) throws {
        guard let place else { return try preview(session) }
        guard session.offersMachine else {
            throw Failure(
                .refused,
                "over SSH no file of the server is read: `\(place)`",
                hint: "send the files instead: git archive HEAD | ssh git@HOST plan --app APP"
            )
        }
        try show(place, session)
    }

    /// For the first byte; who sends something else than nothing has it ready.
    private static let patienceMilliseconds: Int32 = 3_000
    private static let bytesMax = 256 << 20

    private func preview(_ session: Session) throws {
        let app = try session.app(session.arguments.app())
        let way = session.style.said("git archive HEAD | renga plan --app \(app)")
        guard isatty(session.streams.input) == 0 else {
            throw Failure(.invalid, "no tree comes on standard input", hint: "send one, or name a directory: \(way)")
        }
        var item = pollfd(fd: session.streams.input, events: Int16(POLLIN), revents: 0)
        if poll(&item, 1, Self.patienceMilliseconds) == 0 {
            try session.streams.complain(["Waiting for the tree on standard input: \(way)"])
        }
        var bytes: [UInt8] = []
        _ = try session.ask(PreviewBuild(app: app), inputs: [session.streams.input]) { progress in
            guard case .bytes(let part) = progress else { return }
            bytes += part
            guard bytes.count <= Self.bytesMax else { throw Failure(.limit, "the plan is over \(Self.bytesMax >> 20) MB") }
        }
        let preview = try JSONCoder.decode(PlanPreview.self, from: bytes, limits: .init(bytes: Self.bytesMax, values: 8 << 20))
        try session.show(preview, [session.style.heading("Build plan of \(app)"), ""] + preview.page)
    }

    private func show(_ place: String, _ session: Session) throws {
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
        settings.folders = try Shelf.folders(in: root.buildpacks)
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
