extension RefusedTree {
    private static func composer(_ json: String, lock: String? = "{}") -> [String: String] {
        ["composer.json": json, "composer.lock": lock, "index.php": "<?php\n"].compactMapValues { $0 }
    }

    static let php = [
        RefusedTree(
            "composer.json requires packages, and there is no composer.lock, which says in which versions",
            composer("{\"require\": {\"twig/twig\": \"^3\"}}", lock: nil),
            ["composer.lock": "{}"]
        ),
        RefusedTree(
            "composer.json or composer.lock has the marks of a merge that is not finished",
            composer("{}", lock: "<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> other\n"),
            ["composer.lock": "{}"]
        ),
        RefusedTree(
            "composer.json asks for a version of PHP under `require-dev` alone, which does not count here",
            composer("{\"require-dev\": {\"php\": \"^8\"}}"),
            ["composer.json": "{\"require\": {\"php\": \"^8\"}}"]
        ),
        RefusedTree(
            "composer.json requires heroku/heroku-buildpack-php, whose programs are here already",
            composer("{\"require\": {\"heroku/heroku-buildpack-php\": \"*\"}}"),
            ["composer.json": "{}"],
            ["composer.json": "{\"require-dev\": {\"heroku/heroku-buildpack-php\": \"*\"}}"]
        ),
        RefusedTree(
            ".heroku/php is part of the commit; that is where the programs of this buildpack go",
            composer("{}").merging([".heroku/php/bin/php": "x"]) { $1 },
            [".heroku/php/bin/php": nil, ".gitignore": ".heroku\n"]
        ),
    ]
}
