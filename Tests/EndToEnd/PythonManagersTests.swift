import Model
import Testing

@Suite("Python's package managers") struct PythonManagersTests {
    /// For machines behind a certificate authority of their own.
    private static let trust = "build: {ca_bundle: /etc/ssl/certs/ca-certificates.crt}\n"
    private static let wheel = "sha256:4721f391ed90541fddacab5acf947aa0d3dc7d27b2e1e8eda2be8970586c3274"
    private static let source = "sha256:ff70335d468e7eb6ec65b95b99d3a2836546063f63acc5171de367e834932a81"

    /// A page of the standard library's server that says which `six` is installed.
    private static let app = """
        import os, six
        from http.server import HTTPServer, BaseHTTPRequestHandler
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200); self.end_headers(); self.wfile.write(f"six {six.__version__}".encode())
        HTTPServer(("0.0.0.0", int(os.environ["PORT"])), Handler).serve_forever()

        """

    private static let pipenv = [
        "Pipfile": """
        [[source]]
        url = "https://pypi.org/simple"
        verify_ssl = true
        name = "pypi"

        [packages]
        six = "==1.17.0"

        [dev-packages]

        """,
        "Pipfile.lock": """
        {
            "_meta": {
                "hash": {"sha256": "84c2e21771457e7e60048cd7d81874d5f8210db4c93d03494250d6e942ed338c"},
                "pipfile-spec": 6,
                "requires": {},
                "sources": [{"name": "pypi", "url": "https://pypi.org/simple", "verify_ssl": true}]
            },
            "default": {"six": {"hashes": ["\(wheel)", "\(source)"], "index": "pypi", "version": "==1.17.0"}},
            "develop": {}
        }

        """,
    ]

    /// Of an index that is named, so that it is the one that is reached: Poetry's own default asks pypi.org's JSON.
    private static let poetry = [
        "pyproject.toml": """
        [project]
        name = "shop"
        version = "1.0.0"
        requires-python = ">=3.11"
        dependencies = ["six==1.17.0"]

        [tool.poetry]
        package-mode = false

        [[tool.poetry.source]]
        name = "simple"
        url = "https://pypi.org/simple/"
        priority = "primary"

        """,
        "poetry.lock": """
        [[package]]
        name = "six"
        version = "1.17.0"
        description = "Python 2 and 3 compatibility utilities"
        optional = false
        python-versions = ">=2.7, !=3.0.*, !=3.1.*, !=3.2.*"
        groups = ["main"]
        files = [
            {file = "six-1.17.0-py2.py3-none-any.whl", hash = "\(wheel)"},
            {file = "six-1.17.0.tar.gz", hash = "\(source)"},
        ]

        [package.source]
        type = "legacy"
        url = "https://pypi.org/simple"
        reference = "simple"

        [metadata]
        lock-version = "2.1"
        python-versions = ">=3.11"
        content-hash = "30742f65f15230f28c829237990ada1d0c4f1c38f0e2959776103904efaab7f6"

        """,
    ]

    private static let project = """
        [project]
        name = "shop"
        version = "1.0.0"
        requires-python = ">=3.11"
        dependencies = ["six==1.17.0"]

        """

    private static let uv = [
        "pyproject.toml": project,
        "uv.lock": """
        version = 1
        requires-python = ">=3.11"

        [[package]]
        name = "shop"
        version = "1.0.0"
        source = { virtual = "." }
        dependencies = [{ name = "six" }]

        [package.metadata]
        requires-dist = [{ name = "six", specifier = "==1.17.0" }]

        [[package]]
        name = "six"
        version = "1.17.0"
        source = { registry = "https://pypi.org/simple" }
        wheels = [
            { url = "https://files.pythonhosted.org/packages/b7/ce/149a00dd41f10bc29e5921b496af8b574d8413afcd5e30dfa0ed46c2cc5e/six-1.17.0-py2.py3-none-any.whl", hash = "\(wheel)", size = 11050 },
        ]

        """,
    ]

    private static let pdm = [
        "pyproject.toml": project,
        "pdm.lock": """
        [metadata]
        groups = ["default"]
        strategy = ["inherit_metadata"]
        lock_version = "4.5.1"
        content_hash = "sha256:66e0c65cf221928e1f892130d17953323d14d993d0ec1a80d60a5aa88bfe9c03"

        [[metadata.targets]]
        requires_python = ">=3.11"

        [[package]]
        name = "six"
        version = "1.17.0"
        requires_python = "!=3.0.*,!=3.1.*,!=3.2.*,>=2.7"
        summary = "Python 2 and 3 compatibility utilities"
        groups = ["default"]
        files = [
            {file = "six-1.17.0-py2.py3-none-any.whl", hash = "\(wheel)"},
            {file = "six-1.17.0.tar.gz", hash = "\(source)"},
        ]

        """,
    ]

    @Test(arguments: [("pipenv", pipenv), ("Poetry", poetry), ("uv", uv), ("PDM", pdm)])
    func `install what is locked, and nothing again where the lock stays`(name: String, files: [String: String]) throws {
        let platform = try Installation(Self.trust)
        try platform.create("shop")
        let app = try SampleApp(files.merging(["main.py": Self.app, "bin/post_compile": "#!/bin/sh\npython -c 'import six'\n"]) { $1 })
        expect(
            try platform.expectDeploy(of: app, to: "shop"),
            has: [
                "Python app detected", "Installing dependencies with \(name) (first build)", "Running bin/post_compile",
                "Default types for buildpack -> web",
            ]
        )
        #expect(try platform.get("shop") == (200, "six 1.17.0"))
        try app.commit(["main.py": Self.app.replacing("six {", with: "still six {")])
        expect(try platform.expectDeploy(of: app, to: "shop"), has: ["Using cached: Installing dependencies with \(name)"])
        #expect(try platform.get("shop") == (200, "still six 1.17.0"))
        try app.commit(["Pipfile": name == "pipenv" ? nil : "", "requirements.txt": "six\n"])
        try platform.expectRefusal(
            of: app,
            to: "shop",
            saying: ["declared for pip (requirements.txt), and locked for another package manager"]
        )
    }
}
