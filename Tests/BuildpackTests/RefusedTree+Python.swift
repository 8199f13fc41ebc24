extension RefusedTree {
    private static let web = ["Procfile": "web: python server.py\n"]
    private static func python(_ files: [String: String]) -> [String: String] { files.merging(web) { $1 } }
    private static let project = "[project]\nname = \"shop\"\nversion = \"1.0.0\"\n"

    private static let near = [
        "Requirements.txt", "requirement.txt", "requirments.txt", "requeriments.txt", "requirements.text", "requirements.txt.txt",
    ]
    private static let nearVersions = [
        ".python_version", ".pythonversion", ".python.version", ".Python-version", ".python-version.txt", "python-version",
        "python_version",
        "python-version.txt", "python_version.txt",
    ]

    static let python =
        [
            RefusedTree(
                "Pipfile has no Pipfile.lock beside it, so that nothing says which versions are installed",
                python(["Pipfile": "[packages]\n"]),
                ["Pipfile.lock": "{}"],
                ["Pipfile": nil, "requirements.txt": "six\n"]
            ),
            RefusedTree(
                "dependencies are declared for pip (requirements.txt), and locked for another package manager as well",
                python(["requirements.txt": "six\n", "uv.lock": "version = 1\n", "pyproject.toml": project]),
                ["uv.lock": nil],
                ["requirements.txt": nil]
            ),
            RefusedTree(
                "dependencies are locked for several package managers",
                python(["poetry.lock": "", "uv.lock": "version = 1\n", "Pipfile.lock": "{}", "pdm.lock": "", "pyproject.toml": project]),
                ["poetry.lock": nil, "Pipfile.lock": nil, "pdm.lock": nil],
                ["uv.lock": nil, "Pipfile.lock": nil, "pdm.lock": nil],
                ["uv.lock": nil, "poetry.lock": nil, "pdm.lock": nil],
                ["uv.lock": nil, "poetry.lock": nil, "Pipfile.lock": nil]
            ),
            RefusedTree(
                "there is a lock without the pyproject.toml that it belongs to",
                python(["uv.lock": "version = 1\n", "main.py": ""]),
                ["pyproject.toml": project],
                ["uv.lock": nil]
            ),
            RefusedTree(
                ".heroku/python is part of the commit, where the app's own environment is made",
                python(["requirements.txt": "six\n", ".heroku/python/bin/x": "x"]),
                [".heroku/python/bin/x": nil, ".gitignore": ".heroku/python\n"]
            ),
        ]
        + near.map { name in
            RefusedTree(
                "a file with a name near to requirements.txt is read by nothing",
                python([name: "six\n", "main.py": ""]),
                [name: nil, "requirements.txt": "six\n"]
            )
        }
        + nearVersions.map { name in
            RefusedTree(
                "a file with a name near to .python-version is read by nothing",
                python([name: "3.13\n", "requirements.txt": "six\n"]),
                [name: nil, ".python-version": "3.13\n"]
            )
        }
}
