/// Parts 1.1, 1.2 and 1.4: finding one's way, making apps, looking at them.
enum DailyWords {
    private static let host = "ssh git@apps.example.com"

    static let finding: [DailyRow] = [
        .ssh(
            "1.1",
            "a page of the help can be pasted",
            "help create",
            0,
            ["Usage: \(host) create", "\(host) create myapp"],
            not: ["renga create"]
        ),
        .ssh("1.1", "hints can be pasted", "ps -a flsky", 20, ["did you mean `flasky`?"]),
        .ssh("1.1", "hints can be pasted", "config:get NONE -a flasky", 20, ["\(host) config -a flasky"], not: ["renga "]),
        .ssh("1.1", "hints can be pasted", "domains:report", 2, ["\(host) domains -a APP"], not: ["renga domains"]),
        .ssh("1.1", "a key's file is sent to the real host", "keys:add kb.pub", 23, ["\(host) keys:add < kb.pub"], not: ["git@HOST"]),
        .ssh("1.1", "--help behind the host is ssh's own", "help", 0, ["`--help` right behind the host is taken by ssh itself"]),
        .ssh("1.1", "a code has a page", "help H12", 0, ["H12 Request timeout", "\(host) why REQUEST_ID"]),
        .ssh("1.1", "help topics", "help topics", 0, ["dynos", "exit-codes"]),
        .ssh("1.1", "help dynos", "help dynos", 0, ["ps:scale", "ps:restart"]),
        .ssh("1.1", "commands", "commands", 0, ["apps\n", "ps:scale\n"]),
        .ssh("1.1", "which", "which ps", 0, ["ps: List the dynos of an app"]),
        .machine("1.1", "config help is no app", "config help", 2, ["`renga help config` explains it"], not: ["--app help"]),
        .ssh("1.1", "a question leads to nothing that removes", "domains:report flasky", 2, ["domains"], not: ["domains:remove"]),
        .ssh("1.1", "access:remove is there", "access:remove u@example.com -a flasky", 20, ["u@example.com"], not: ["certs:remove"]),
        .ssh("1.1", "config:edit is there", "config:edit --print -a flasky", 0, ["GREETING=monde"]),
        .ssh("1.1", "config:edit is there", "config:edit -a flasky", 23, ["config:edit --print -a flasky > vars"], not: ["config:add"]),
    ]

    static let guesses: [DailyRow] =
        ["addons:create heroku-postgresql", "redis:create", "psql", "pg"].map {
            DailyRow.ssh("1.1", "a wrong guess", $0, 2, ["there are no add-ons", "config:set DATABASE_URL="], not: ["did you mean"])
        }
        + ["ssh", "shell", "exec", "bash"].map {
            DailyRow.ssh(
                "1.1",
                "a wrong guess",
                $0,
                2,
                ["a shell runs in a one-off dyno", "\(host.replacing("ssh ", with: "ssh -t ")) run bash"]
            )
        }
        + [
            "labs", "login", "spaces", "apps:lock", "apps:exists", "keys:list", "domains:info", "domains:set", "domains:wait",
            "buildpacks:info",
        ].map {
            DailyRow.ssh("1.1", "a wrong guess", $0, 2, ["there is no command `\($0)`"], not: ["did you mean"])
        }

    static let apps: [DailyRow] = [
        .ssh("1.2", "a name that nearly is one", "create My_App", 2, ["did you mean `my-app`?", "3 to 30"]),
        .ssh(
            "1.2",
            "options of Heroku's",
            "create shop1 --region eu --team mine",
            0,
            ["--region eu changes nothing", "--team mine changes nothing", "done"]
        ),
        .ssh("1.2", "options of Heroku's", "create shop2 -b heroku/nodejs", 0, ["Setting buildpack to heroku/nodejs... done"]),
        .ssh("1.2", "options of Heroku's", "create shop3 --buildpack heroku/python", 0, ["done"]),
        .ssh("1.2", "options of Heroku's", "create shop4 -n", 0, ["done"]),
        .ssh("1.2", "options of Heroku's", "create shop5 --no-remote", 0, ["done"]),
        .ssh("1.2", "options of Heroku's", "create shop6 --remote prod", 0, ["git remote add prod", "git push prod HEAD:main"]),
        .ssh("1.2", "options of Heroku's", "create shop7 --stack heroku-24", 20, ["heroku-24"], not: ["has no option"]),
        .ssh("1.2", "hosts that people have", "create www", 0, ["`www` is a host that people may look for something else at"]),
        .ssh("1.2", "hosts that people have", "create shop", 0, ["done"], not: ["is a host that people"]),
        .ssh("1.4", "all apps", "apps -A", 0, ["flasky\nhello\nwrk\n"]),
        .ssh("1.4", "all apps", "apps --all", 0, ["flasky\nhello\nwrk\n"]),
        .ssh("1.4", "all apps", "apps -p", 0, ["flasky"]),
        .ssh("1.4", "all apps", "apps --space eu", 0, ["flasky"]),
        .ssh("1.4", "info for a shell", "apps:info -s -a flasky", 0, ["git_url=", "web_url="]),
        .ssh("1.4", "info for a shell", "info --shell flasky", 0, ["name=flasky"], not: ["--help"]),
        .ssh("1.4", "open", "open -a flasky", 0, ["http://flasky"]),
        .ssh("1.4", "open", "apps:open -a flasky", 0, ["http://flasky"]),
        .ssh(
            "1.4",
            "a name that is nearly an app's",
            "ps -a flsky",
            20,
            ["there is no app `flsky`", "did you mean `flasky`?"],
            not: ["create"]
        ),
        .ssh("1.4", "a name that is nearly an app's", "destroy flsky --confirm flsky", 20, ["did you mean `flasky`?"], not: ["create it"]),
        .ssh("1.9", "destroy of none", "destroy nosuch --confirm nosuch", 20, ["there is no app `nosuch`"], not: ["create"]),
        .ssh("1.9", "destroy asks for the name", "destroy hello", 23, ["needs its name once more", "--confirm hello"]),
    ]
}
