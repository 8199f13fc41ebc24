import Model
import Planning
import Testing

@Suite("The Python buildpack") struct PythonTests {
    static let flask = ["requirements.txt": "flask==3.1\ngunicorn\n", "Procfile": "web: gunicorn app:app\n", "app.py": "x\n"]
    static let django = [
        "requirements.txt": "Django>=5\n", "manage.py": "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'site.settings')\n",
        "site/settings.py": "WSGI_APPLICATION = 'site.wsgi.application'\n", "site/wsgi.py": "application = get_wsgi_application()\n",
    ]

    @Test func `pip sees the requirements and nothing else`() throws {
        let plan = try Fixture.plan(Self.flask)
        #expect(plan.buildpacks.map(\.id) == ["python"])
        #expect(plan.steps.map(\.name) == ["Installing dependencies with pip"])
        #expect(plan.steps[0].inputs.map(\.path) == ["requirements.txt"])
        #expect(plan.environment["PATH"] == "/app/.heroku/python/bin:/usr/local/bin:/usr/bin:/bin")
        #expect(plan.steps[0].environment["PIP_CACHE_DIR"] == "/cache/pip")
        #expect(plan.packages(for: .run) == ["python3"])
        #expect(plan.warnings == [])
    }

    @Test(arguments: [
        "-r deps/base.txt", "-rdeps/base.txt", "--requirement=deps/base.txt", "-c deps/base.txt", "./deps/base.txt", "deps/thing.whl",
        "file:deps/thing.whl", "thing @ file:deps/thing.whl", "-e deps", "--editable ./deps[extra]", "--find-links deps", "-f deps",
        "-e file:deps", "./deps ; python_version > '3'", "deps/thing-1.tar.gz # ours",
    ]) func `what requirements lead to is an input, and nothing else`(line: String) throws {
        let files = ["requirements.txt": "flask\n\(line)\n", "deps/base.txt": "x\n", "deps/thing.whl": "x", "deps/thing-1.tar.gz": "x"]
        let plan = try Fixture.plan(files.merging(["app.py": "", "other/deps/base.txt": ""]) { $1 })
        let inputs = plan.steps[0].inputs.map(\.path)
        #expect(
            !plan.steps[0].seesWholeTree && inputs.count > 1 && inputs.allSatisfy { $0 == "requirements.txt" || $0.hasPrefix("deps/") },
            "\(inputs)"
        )
    }

    @Test(arguments: [".", "-e .", "--editable=.", ".[extra]", "-e ./", "x @ file:.", "-e .[all] # us"])
    func `requirements that name the app need all of it`(line: String) throws {
        #expect(try Fixture.plan(["requirements.txt": "flask\n\(line)\n", "app.py": ""]).steps.map(\.seesWholeTree) == [true])
        let behind = ["requirements.txt": "-r a/b.txt\n", "a/b.txt": "\(line)\n", "app.py": ""]
        #expect(try Fixture.plan(behind).steps.map(\.seesWholeTree) == [true])
    }

    @Test(arguments: [
        "-e git+https://x.example/y#egg=y", "flask @ https://x.example/flask.whl", "--find-links https://x.example/", "# ./lib",
        "six>=1.0 ; python_version < '4'", "--index-url https://x.example/simple", "-r https://x.example/r.txt", "-r ../x.txt",
        "-r gone.txt", "https://x.example/x.whl", "-e lib*", "/etc/passwd",
    ]) func `other requirements add nothing`(line: String) throws {
        let plan = try Fixture.plan(["requirements.txt": "flask\n\(line)\n", "app.py": "", "lib/x": "", "libs/x": ""])
        #expect(plan.steps.map { $0.inputs.map(\.path) } == [["requirements.txt"]])
    }

    @Test func `native libraries come with what is installed, and with nothing else`() throws {
        func packages(_ files: [String: String]) throws -> (build: Bool, run: Bool) {
            let plan = try Fixture.plan(files)
            return (plan.packages(for: .build).contains("libpq-dev"), plan.packages(for: .run).contains("libpq5"))
        }
        for files in [
            ["requirements.txt": "psycopg2==2.9\n"],
            ["requirements.txt": "-r requirements/prod.txt\n", "requirements/prod.txt": "Psycopg2\n"],
            ["Pipfile": "", "Pipfile.lock": #"{"default": {"psycopg2": {"version": "==2.9"}}}"#],
            ["pyproject.toml": "[tool.poetry]\n", "poetry.lock": "[[package]]\nname = \"psycopg2\"\n"],
            ["pyproject.toml": "[project]\nname = \"x\"\ndependencies = [\n  'psycopg[c]>=3',\n]\n"],
            ["requirements.txt": "git+https://x.example/x.git#egg=psycopg2\n"],
        ] {
            #expect(try packages(files) == (true, true), "\(files)")
        }
        for files in [
            ["requirements.txt": "flask\n", "requirements-dev.txt": "psycopg2\n", "requirements/dev.txt": "psycopg2\n"],
            ["requirements.txt": "psycopg2-binary\n# psycopg2\n"],
            ["Pipfile": "", "Pipfile.lock": #"{"default": {}, "develop": {"psycopg2": {}}}"#],
        ] {
            #expect(try packages(files) == (false, false), "\(files)")
        }
    }

    @Test func `an app that needs nothing has a python`() throws {
        for file in ["app.py", "main.py", "manage.py", "runtime.txt", ".python-version"] {
            let plan = try Fixture.plan([file: file == "runtime.txt" ? "python-3.13\n" : file == ".python-version" ? "3.13\n" : ""])
            #expect(plan.steps.map(\.name) == ["Making the environment"], "\(file)")
        }
    }

    @Test func `a lock of uv is used, and the project itself where it is a package`() throws {
        let files = ["uv.lock": "", "pyproject.toml": "[project]\nname = \"x\"\nrequires-python = \">=3.12\"\n", "main.py": ""]
        let plan = try Fixture.plan(files)
        #expect(plan.steps.map(\.name) == ["Installing dependencies with uv"])
        #expect(plan.steps[0].inputs.map(\.path) == ["pyproject.toml", "uv.lock"])
        #expect(plan.steps[0].environment["UV_PYTHON_DOWNLOADS"] == "never")
        let package = files.merging(["pyproject.toml": "[project]\nname = \"x\"\n[build-system]\nrequires = [\"hatchling\"]\n"]) { $1 }
        #expect(try Fixture.plan(package).steps.map(\.name) == ["Installing dependencies with uv", "Installing the project with uv"])
        for local in ["[tool.uv.sources]\nlib = {path = \"lib\"}\n", "[tool.uv.workspace]\nmembers = [\"lib\"]\n"] {
            let plan = try Fixture.plan(files.merging(["pyproject.toml": "[project]\nname = \"x\"\n" + local, "lib/x.py": ""]) { $1 })
            #expect(plan.steps.map(\.seesWholeTree) == [true], "\(local)")
        }
    }

    @Test func `pipenv, Poetry and PDM install what is locked, and see no more than that`() throws {
        let pyproject = "[project]\nname = \"x\"\n"
        for (files, step) in [
            (["Pipfile": "[packages]\n", "Pipfile.lock": "{}"], "pipenv"),
            (["pyproject.toml": pyproject, "poetry.lock": ""], "Poetry"), (["pyproject.toml": pyproject, "pdm.lock": ""], "PDM"),
        ] {
            let plan = try Fixture.plan(files.merging(["app.py": ""]) { $1 })
            #expect(plan.steps.map(\.name) == ["Installing dependencies with \(step)"])
            #expect(plan.steps[0].inputs.map(\.path) == files.keys.sorted())
        }
        let local = ["Pipfile": "[packages]\nlib = {path = \"./lib\", editable = true}\n", "Pipfile.lock": "{}", "lib/x.py": ""]
        #expect(try Fixture.plan(local).steps.map(\.seesWholeTree) == [true])
        let poetry = ["pyproject.toml": "[tool.poetry.dependencies]\nlib = {path = \"lib\"}\n", "poetry.lock": "", "lib/x.py": ""]
        #expect(try Fixture.plan(poetry).steps.map(\.seesWholeTree) == [false, true])
    }

    @Test func `Django collects its static files and is served`() throws {
        let plan = try Fixture.plan(Self.django)
        #expect(plan.steps.map(\.name) == ["Installing dependencies with pip", "Collecting static files"])
        #expect(plan.steps[1].config == ["*"] && plan.steps[1].environment["MANAGE"] == "manage.py")
        #expect(plan.processes.map(\.command) == ["python manage.py runserver \"0.0.0.0:$PORT\""])
        #expect(plan.warnings.count == 1)
        let gunicorn = try Fixture.plan(Self.django.merging(["requirements.txt": "django\ngunicorn\n"]) { $1 })
        #expect(gunicorn.processes[0].command == "gunicorn site.wsgi --bind \"0.0.0.0:$PORT\"" && gunicorn.warnings == [])
        let below = Dictionary(
            uniqueKeysWithValues: Self.django.map { ($0.key == "requirements.txt" ? $0.key : "back/\($0.key)", $0.value) }
        )
        let moved = try Fixture.plan(below.merging(["requirements.txt": "django\ngunicorn\n"]) { $1 })
        #expect(moved.steps[1].environment["MANAGE"] == "back/manage.py")
        #expect(moved.processes[0].command == "gunicorn --chdir back site.wsgi --bind \"0.0.0.0:$PORT\"")
        let disabled = try Fixture.plan(Self.django.merging([".heroku/collectstatic_disabled": ""]) { $1 })
        #expect(disabled.steps.count == 1 && disabled.warnings.contains { $0.hint?.contains("DISABLE_COLLECTSTATIC=1") == true })
        #expect(try Fixture.plan(["requirements.txt": "django\n", "manage.py": "print(1)\n"]).steps.count == 1)
    }

    @Test func `a missing web process is a warning`() throws {
        let plan = try Fixture.plan(["requirements.txt": "six\n"])
        #expect(plan.processes == [])
        #expect(plan.warnings.map(\.message) == ["no process types are declared: nothing will run"])
    }

    private static let project = ["pyproject.toml": "[project]\nname = \"x\"\n"]

    @Test(arguments: [
        (["Pipfile": ""], ["Pipfile": "", "Pipfile.lock": "{}"]),
        (["requirements.txt": "", "Pipfile.lock": "{}"], ["requirements.txt": ""]),
        (["requirements.txt": "", "uv.lock": ""].merging(project) { $1 }, ["uv.lock": ""].merging(project) { $1 }),
        (["poetry.lock": "", "uv.lock": ""].merging(project) { $1 }, ["uv.lock": ""].merging(project) { $1 }),
        (["uv.lock": "", "pdm.lock": ""].merging(project) { $1 }, ["pdm.lock": ""].merging(project) { $1 }),
        (["uv.lock": ""], ["uv.lock": ""].merging(project) { $1 }),
        (["Requirements.txt": "", "main.py": ""], ["requirements.txt": "", "main.py": ""]),
        (["requirements.txt": "", ".python_version": "3.13"], ["requirements.txt": "", ".python-version": "3.13"]),
    ]) func `lists of which one must be wrong are refused, and what is advised works`(wrong: [String: String], right: [String: String])
        throws
    {
        let procfile = ["Procfile": "web: x\n"]
        let refusal = try Fixture.refusal(wrong.merging(procfile) { $1 })
        #expect(refusal.code == .refused && refusal.hint != nil)
        #expect(try Fixture.plan(right.merging(procfile) { $1 }).buildpacks.map(\.id) == ["python"])
    }

    @Test func `the version is what the app asks for, or refused where the stack lacks it`() throws {
        let asked = try Fixture.plan(Self.flask.merging([".python-version": "# ours\n3.13.1\n"]) { $1 }).versions[0]
        #expect(asked.version == "3.13" && asked.because == ".python-version asks for 3.13.1")
        #expect(asked.note?.contains("3.13.1") == true)
        let refusal = try Fixture.refusal(Self.flask.merging([".python-version": "3.14\n"]) { $1 })
        #expect(refusal.message == ".python-version:1:1: .python-version asks for Python 3.14; the stack debian-13 has 3.13")
        let older = try Fixture.refusal(Self.flask.merging(["runtime.txt": "python-3.11.9\n"]) { $1 })
        #expect(older.hint?.contains("debian-12") == true)
        let chosen = Self.flask.merging(["runtime.txt": "python-3.11.9\n", "renga.yml": "stack: debian-12\n"]) { $1 }
        #expect(try Fixture.plan(chosen).versions[0].version == "3.11")
        func lock(_ requires: String) -> [String: String] {
            ["Pipfile": "", "Pipfile.lock": "{\"_meta\": {\"requires\": {\(requires)}}}", "Procfile": "web: x\n"]
        }
        #expect(try Fixture.plan(lock(#""python_version": "3.13""#)).versions[0].because == "Pipfile.lock asks for 3.13")
        #expect(
            try Fixture.plan(lock(#""python_full_version": "3.13.2", "python_version": "3.11""#)).versions[0].because.hasSuffix("3.13.2")
        )
        #expect(try Fixture.plan(lock("")).versions[0].because.hasPrefix("no version is asked for"))
        #expect(try Fixture.refusal(lock(#""python_version": "^3.99""#)).message.hasPrefix("Pipfile.lock:1:"))
    }

    @Test func `what worked keeps working until another version is asked for`() throws {
        func version(_ extra: [String: String] = [:]) throws -> String {
            try Fixture.plan(Self.flask.merging(extra) { $1 }) { settings in
                settings.stacks = [
                    StackDefinition(name: "debian-13", title: "", suite: "x", toolchains: ["python": ["3.9", "3.14", "3.13"]])
                ]
                settings.pinned = ["python": "3.13"]
            }.versions[0].version
        }
        #expect(try version() == "3.13")
        #expect(try version([".python-version": "3"]) == "3.13")
        #expect(try version([".python-version": "3.14"]) == "3.14")
    }
}
