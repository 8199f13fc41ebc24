/// Part 1.9, and the words of part 3.
enum DailyRest {
    private static let host = "ssh git@apps.example.com"

    static let topics: [DailyRow] = [
        .ssh("1.9", "one label", "domains:add example -a flasky", 0, ["example", "one word"]),
        .ssh(
            "1.9",
            "the host of hints",
            "certs:add a.pem b.key -a flasky",
            23,
            ["cat a.pem b.key | \(host) certs:add --app flasky"],
            not: ["HOST"]
        ),
        .ssh(
            "2.10",
            "a file's words go on",
            "keys:add --deploy --name 'ci 2' --expires 90d ci.pub -a flasky",
            23,
            ["\(host) keys:add --deploy --name 'ci 2' --expires 90d -a flasky < ci.pub"]
        ),
        .ssh(
            "2.10",
            "a file's words go on",
            "access:add ada@example.com ada.pub -p view,deploy -a flasky",
            23,
            ["\(host) access:add ada@example.com -p view,deploy -a flasky < ada.pub"],
            not: ["…"]
        ),
        .ssh("1.9", "an app's buildpacks", "buildpacks -a flasky", 0, ["flasky"]),
        .ssh("1.9", "buildpacks", "buildpacks:set heroku/python -a flasky", 0, ["Buildpack set"]),
        .ssh("1.9", "buildpacks", "buildpacks:add heroku/nodejs -a flasky", 0, ["Buildpack added"]),
        .ssh("1.9", "buildpacks", "buildpacks:clear -a flasky", 0, ["Buildpacks cleared"]),
        .ssh("1.9", "buildpacks", "buildpacks:search x", 2, ["there is no command `buildpacks:search`: "]),
        .ssh("1.9", "stack:set", "stack:set heroku-24 -a flasky", 2, ["renga.yml", "`stack: debian-13`"]),
        .ssh("1.9", "stack:set", "apps:stacks", 2, ["renga.yml"]),
        .ssh("1.9", "builds", "builds -a flasky", 0, ["flasky"]),
        .ssh("1.9", "builds", "builds:output -a flasky", 20, [], not: ["no command"]),
        .ssh("1.9", "builds", "builds:cancel -a flasky", 20, [], not: ["no command"]),
        .ssh("1.9", "builds", "builds:cache:purge -a flasky", 0, ["cache"]),
        .ssh("1.9", "builds", "repo:purge-cache -a flasky", 0, ["cache"]),
        .ssh("1.9", "builds", "repo:gc -a flasky", 2, ["repositories are tidied by themselves"]),
        .ssh("1.9", "access", "access -a flasky", 0, ["flasky"]),
        .ssh("2.10", "access needs a key of who is new", "access:add ada@example.com -a flasky", 20, ["ada@example.com", "key"]),
        .ssh(
            "2.10",
            "an update",
            "access:update ada@example.com -p view -a flasky",
            20,
            ["Updating what ada@example.com may do in ⬢ flasky..."]
        ),
        .ssh("1.9", "access", "sharing:add ada@example.com -a flasky", 20, ["ada@example.com"], not: ["no command"]),
        .ssh("1.9", "access", "collaborators -a flasky", 0, ["flasky"]),
        .ssh("1.9", "access", "members", 2, ["there are no teams"]),
        .ssh("1.9", "access", "apps:transfer nobody@example.com -a flasky", 20, ["nobody@example.com"], not: ["no command"]),
        .ssh("1.9", "who one is", "whoami", 0, ["demo"]),
        .ssh("1.9", "who one is", "auth:whoami", 0, ["demo"]),
        .ssh("1.9", "who one is", "login", 2, ["your SSH key says who you are", "\(host) whoami"]),
        .ssh("1.9", "who one is", "logout", 2, ["your SSH key says who you are"]),
        .ssh("1.9", "git", "git:remote -a flasky", 0, ["git remote add heroku"]),
        .ssh("1.9", "git", "git:clone", 2, ["git clone URL"]),
        .ssh("1.9", "git", "fork", 2, ["an app is not copied"]),
        .ssh("1.9", "features", "features:enable http-session-affinity", 2, ["routing:set affinity=on"]),
        .ssh("1.9", "features", "labs:enable preboot", 2, ["a deploy always starts its dynos before the old ones go"]),
        .ssh("1.9", "storage:mount", "storage:mount", 2, ["storage:add data:/app/data"]),
        .ssh("1.9", "resource:limit", "resource:limit", 2, ["ps:type web=1GB"]),
        .ssh("1.9", "cron:list", "cron:list -a flasky", 0, ["flasky"]),
        .ssh("1.9", "status", "status", 0, ["Disk", "Memory", "Load", "Version"]),
        .ssh("1.9", "-r over SSH", "ps -r heroku", 23, ["over SSH there is no checkout", "--app NAME"]),
        .ssh("1.9", "exit codes", "help exit-codes", 0, ["20", "there is no such thing", "255"]),
        .ssh("2.12", "help of config", "help config", 0, ["config:set"]),
        .ssh("2.11", "why", "why 640b5973 -a flasky", 20, ["640b5973"], not: ["no command"]),
        .ssh("2.11", "activity", "activity -a flasky", 0, []),
        .ssh("2.4", "the client", "client", 0, ["#!/bin/sh", "git@apps.example.com"]),
        DailyRow(
            part: "2.4",
            row: "hints of the client's",
            place: .client,
            typed: "config:get NONE -a flasky",
            status: 20,
            says: ["`renga config -a flasky`"],
            never: ["ssh"]
        ),
    ]

    static let missing: [DailyRow] =
        [
            "addons", "redis", "pipelines", "ci", "regions", "spaces", "webhooks", "usage", "local", "plugins", "update",
            "container:push", "dashboard", "autocomplete", "docker-options:add", "checks:set", "letsencrypt:enable", "nginx:show-config",
            "network:report", "events", "logs:failed",
        ].map { DailyRow.ssh("1.9", "what is not here is said", $0, 2, ["there is no command `\($0)`: "], not: ["lists the commands"]) }

    static let keys: [DailyRow] = [
        .ssh("1.9", "a torn key", "keys:add", 2, ["cut off"], not: ["done"]).with {
            $0.input = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIG0nvPm torn@example.com\n"
        },
        .ssh("1.9", "options before a key", "keys:add", 2, ["ssh-ed25519"], not: ["done"]).with {
            $0.input = "command=\"x\" ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIG0nvPmYYm8ZWxkYnGYVvGZ3kWIiiUOiqWWNLIrWwL1A ada@example.com\n"
        },
        .ssh("1.9", "another form", "keys:add", 2, ["ssh-keygen -i -f"], not: ["done"]).with {
            $0.input = "---- BEGIN SSH2 PUBLIC KEY ----\nAAAA\n---- END SSH2 PUBLIC KEY ----\n"
        },
        .machine("3", "a directory", "keys:add /tmp", 2, ["/tmp is a directory"], not: ["descriptor"]),
        .ssh("1.9", "the key that one came with", "keys:remove demo", 23, ["--confirm"], not: ["done"]),
        .ssh("1.9", "no such key", "keys:remove nope", 20, ["nope"]),
    ]

    static let style: [DailyRow] = [
        .ssh("1.9", "colour can be asked for", "apps --colour", 0, ["\u{1B}[1m=== Apps\u{1B}[0m"]),
        .ssh("1.9", "colour can be asked for", "apps --color", 0, ["\u{1B}[1m=== Apps\u{1B}[0m"]),
        .ssh("1.9", "and refused", "apps --no-colour", 0, ["=== Apps"], not: ["\u{1B}"]),
        .ssh("1.9", "a program's colour is its own", "run -a flasky ls --color", 3, []),
        .machine("1.9", "what is done is no result", "config:set B=2 -a flasky", 0, ["Setting B and restarting ⬢ flasky... done, v2"]).with
        {
            $0.output = "B: 2\n"
        },
        .machine("1.9", "what failed is no result", "ps:scale wbe=1 -a flasky", 20, ["Scaling dynos... !"]).with { $0.output = "" },
        .machine(
            "3",
            "words",
            "help",
            0,
            ["Scale process types", "Stop getting certificates automatically", "Show the state of automatic certificates"],
            not: ["Say how", "by themselves"]
        ),
    ]
}
