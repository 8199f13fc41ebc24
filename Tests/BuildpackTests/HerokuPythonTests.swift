import Model
import Planning
import Testing

/// The questions that the fixture apps of Heroku's Python buildpack ask, each with our own smallest tree, and both answers.
/// The names are those of its `spec/fixtures`, so that the table can be compared with a newer one.
@Suite("Heroku's Python fixtures") struct HerokuPythonTests {
    typealias Question = HerokuQuestion

    private static let pip = ["requirements.txt": ""]
    private static let django = [
        "requirements.txt": "Django\n", "manage.py": "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'x.settings')\n",
    ]
    private static let six = "[packages]\nsix = \"*\"\n"
    private static func pip(_ files: [String: String]) -> [String: String] { pip.merging(files) { $1 } }
    private static func locked(_ requires: String, _ more: [String: String] = [:]) -> [String: String] {
        ["Pipfile": six, "Pipfile.lock": "{\"_meta\": {\"requires\": {\(requires)}}, \"default\": {\"six\": {}}}"].merging(more) { $1 }
    }
    private static func project(_ lock: String, _ requires: String = ">=3.10", _ more: [String: String] = [:]) -> [String: String] {
        ["pyproject.toml": "[project]\nname = \"x\"\nrequires-python = \"\(requires)\"\n", lock: ""].merging(more) { $1 }
    }

    static let questions = [
        Question("ci_pip", pip(["requirements-test.txt": "pytest\n"]), .builds), Question("ci_pipenv", locked(""), .builds),
        Question("ci_poetry", project("poetry.lock"), .builds), Question("ci_uv", project("uv.lock"), .builds),
        Question("django_collectstatic_disabled_file", django.merging([".heroku/collectstatic_disabled": ""]) { $1 }, .builds),
        Question("django_invalid_settings_module", django, .builds),
        Question("django_no_manage_py", ["requirements.txt": "Django\n"], .builds),
        Question("django_staticfiles_app_not_enabled", django, .builds),
        Question(
            "django_staticfiles_latest_django",
            ["requirements.txt": "Django\n", "backend/manage.py": django["manage.py"] ?? ""],
            .builds
        ),
        Question("django_staticfiles_legacy_django", django.merging([".python-version": "3.10\n"]) { $1 }, .builds),
        Question("django_staticfiles_misconfigured", django, .builds),
        Question("hooks_delete_cache_dir", pip(["bin/post_compile": ""]), .builds),
        Question("hooks_pre_compile_fail", pip(["bin/pre_compile": ""]), .builds),
        Question("hooks_pre_compile_pass_post_compile_fail", pip(["bin/pre_compile": "", "bin/post_compile": ""]), .builds),
        Question(
            "multiple_package_managers",
            pip(["Pipfile": "", "Pipfile.lock": "{}", "setup.py": ""]),
            .refused,
            saying: "declared for pip (requirements.txt), and locked for another package manager"
        ),
        Question("nltk_dependency_and_nltk_txt", ["requirements.txt": "nltk\n", "nltk.txt": "stopwords\n"], .builds),
        Question("nltk_dependency_only", ["requirements.txt": "nltk\n"], .builds),
        Question("nltk_txt_but_no_dependency", pip(["nltk.txt": "stopwords\n"]), .builds),
        Question("nltk_txt_invalid", ["requirements.txt": "nltk\n", "nltk.txt": "invalid!\n"], .builds),
        Question("no_python_project_files", ["README.md": "", "subdir/some-file": ""], .refused, saying: "no buildpack matches this app"),
        Question(
            "pip_basic",
            ["requirements.txt": "-> requirements/prod.txt", "requirements/prod.txt": "six\n", "manage.py": "x\n"],
            .builds
        ),
        Question("pip_compiled", ["requirements.txt": "git+https://example.com/x.git#egg=x\n"], .builds),
        Question("pip_editable", ["requirements.txt": "-e ./packages/one\n", "packages/one/pyproject.toml": ""], .builds),
        Question("pip_gdal", ["requirements.txt": "GDAL\n"], .builds),
        Question("pip_invalid_requirement", ["requirements.txt": "x!\n"], .builds),
        Question("pip_legacy_celery", ["requirements.txt": "celery==5.2.0\n"], .builds),
        Question("pip_oldest_python", ["requirements.txt": "six\n", "runtime.txt": "python-3.10.0\n"], .builds),
        Question("pip_pysqlite3", ["requirements.txt": "pysqlite3==0.5.4\n"], .builds), Question("pipenv_basic", locked(""), .builds),
        Question("pipenv_editable", locked("", ["Pipfile": "[packages]\nx = {file = \".\", editable = true}\n"]), .builds),
        Question("pipenv_lockfile_invalid_json", ["Pipfile": six, "Pipfile.lock": "{"], .refused, saying: "Pipfile.lock:1:"),
        Question("pipenv_lockfile_out_of_sync", locked(""), .builds),
        Question("pipenv_mismatched_python_version", locked(#""python_version": "3.12""#, [".python-version": "3.13\n"]), .builds),
        Question("pipenv_no_lockfile", ["Pipfile": six], .refused, saying: "Pipfile has no Pipfile.lock beside it"),
        Question("pipenv_python_full_version", locked(#""python_full_version": "3.10.0""#), .builds),
        Question(
            "pipenv_python_full_version_invalid",
            locked(#""python_full_version": "3.9.*""#),
            .refused,
            saying: "`3.9.*` is not understood as a version of Python"
        ),
        Question(
            "pipenv_python_version_and_python_version_file",
            locked(#""python_version": "3.9""#, [".python-version": "3.13\n"]),
            .builds
        ),
        Question("pipenv_python_version_eol", locked(#""python_version": "3.8""#), .refused, saying: "Pipfile.lock asks for Python 3.8"),
        Question(
            "pipenv_python_version_invalid",
            locked(#""python_version": "^3.12""#),
            .refused,
            saying: "`^3.12` is not understood as a version of Python"
        ),
        Question("pipenv_python_version_unspecified", locked(""), .builds), Question("poetry_basic", project("poetry.lock"), .builds),
        Question("poetry_editable", project("poetry.lock"), .builds),
        Question("poetry_lockfile_out_of_sync", project("poetry.lock"), .builds),
        Question("poetry_mismatched_python_version", project("poetry.lock", "==3.12.*", [".python-version": "3.13\n"]), .builds),
        Question("poetry_oldest_python", project("poetry.lock", ">=3.10", [".python-version": "3.10\n"]), .builds),
        Question("procfile", pip(["Procfile": "web: true\nexample-worker: true\n"]), .builds),
        Question(
            "pyproject_toml_only",
            ["pyproject.toml": ""],
            .refused,
            .builds,
            why: "a project without a lock is installed by pip; one without a project has a python and needs nothing"
        ),
        Question("python_3.10", pip([".python-version": "3.10\n"]), .builds),
        Question("python_3.11", pip([".python-version": "3.11\n"]), .builds),
        Question("python_3.12", pip([".python-version": "3.12\n"]), .builds),
        Question("python_3.13", pip([".python-version": "3.13\n"]), .builds),
        Question("python_3.14", pip([".python-version": "3.14\n"]), .builds),
        Question("python_in_app_source", pip([".heroku/python/bin/python": ""]), .refused, saying: ".heroku/python is part of the commit"),
        Question(
            "python_version_eol",
            pip([".python-version": "# ours\n\n  3.9  \n"]),
            .refused,
            saying: ".python-version asks for Python 3.9"
        ),
        Question(
            "python_version_eol_cached",
            pip,
            .refused,
            .builds,
            why: "what an app has been built with is kept while the machine has it"
        ),
        Question(
            "python_version_file_invalid_version",
            pip([".python-version": "newest!\n"]),
            .refused,
            saying: "`newest!` is not understood as a version of Python"
        ),
        Question(
            "python_version_file_misspelled",
            pip([".python_version": "3.13\n"]),
            .refused,
            saying: "a file with a name near to .python-version"
        ),
        Question(
            "python_version_file_multiple_versions",
            pip([".python-version": "3.12\n2.7\n"]),
            .refused,
            .builds,
            why: "pyenv, whose file it is, takes the first of several as the one that runs"
        ),
        Question(
            "python_version_file_no_version",
            pip([".python-version": "# none\n"]),
            .refused,
            saying: ".python-version is there to say a version of Python, but"
        ),
        Question(
            "python_version_file_unsupported_encoding",
            pip([".python-version": "\u{FEFF}3.13\n"]),
            .refused,
            saying: ".python-version is there to say a version of Python, but"
        ),
        Question(
            "python_version_non_existent_major",
            pip([".python-version": "3.999\n"]),
            .refused,
            saying: ".python-version asks for Python 3.999"
        ),
        Question("python_version_non_existent_major_cached", pip, .refused, .builds, why: "as with python_version_eol_cached"),
        Question(
            "python_version_non_existent_patch",
            pip([".python-version": "3.12.999\n"]),
            .refused,
            .builds,
            why: "where a stack has one patch release of a minor version, it is taken, and said"
        ),
        Question("python_version_outdated", pip([".python-version": "3.14.0\n"]), .builds),
        Question("python_version_unspecified", pip, .builds),
        Question("runtime_txt_and_python_version_file", pip(["runtime.txt": "python-3.13\n", ".python-version": "3.9\n"]), .builds),
        Question(
            "runtime_txt_eol_version",
            pip(["runtime.txt": "python-2.7.18\n"]),
            .refused,
            saying: "runtime.txt asks for Python 2.7.18"
        ),
        Question(
            "runtime_txt_invalid_version",
            pip(["runtime.txt": "\u{200B}python-3.12.0\n"]),
            .refused,
            saying: "runtime.txt is there to say a version of Python, but"
        ),
        Question("setup_py_only", ["setup.py": ""], .refused, .builds, why: "pip installs a project by its setup.py as well"),
        Question("uv_basic", project("uv.lock"), .builds), Question("uv_editable", project("uv.lock"), .builds),
        Question("uv_lockfile_out_of_sync", project("uv.lock"), .builds),
        Question("uv_mismatched_python_version", project("uv.lock", "==3.12.*", [".python-version": "3.13\n"]), .builds),
        Question(
            "uv_no_python_version_file",
            project("uv.lock", "==3.12.*"),
            .refused,
            .builds,
            why: "requires-python says which version it is"
        ), Question("uv_oldest_python", project("uv.lock", ">=3.10", [".python-version": "3.10\n"]), .builds),
        Question(
            "uv_runtime_txt",
            project("uv.lock", "==3.12.*", ["runtime.txt": "python-3.12\n"]),
            .refused,
            .builds,
            why: "runtime.txt says a version as .python-version does, and uv is given that Python"
        ),
        Question(
            "venv_in_app_source",
            pip([".venv/pyvenv.cfg": "", ".venv/bin/python": ""]),
            .refused,
            .builds,
            why: "an environment in the commit is not used and in nobody's way; a warning says so"
        ),
    ]

    /// The versions that Heroku has; what a stack here has is another question.
    @Test(arguments: questions) func `are answered`(question: Question) throws {
        try question.check("python") { settings in
            let versions = ["python": ["3.14", "3.13", "3.12", "3.11", "3.10"]]
            settings.stacks = [StackDefinition(name: "debian-13", title: "", suite: "x", toolchains: versions)]
        }
    }

    @Test func `are all here, and differ in few`() {
        #expect(Set(Self.questions.map(\.testDescription)).count == 77)
        #expect(Self.questions.filter { $0.why != nil }.count <= 10)
        #expect(Self.questions.filter { $0.heroku == .builds }.allSatisfy { $0.ours == .builds }, "all that Heroku builds is planned")
    }
}
