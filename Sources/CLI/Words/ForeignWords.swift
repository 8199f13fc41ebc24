import Model

/// Commands of Heroku and of Dokku that are not here: one true sentence each, and what to do instead.
///
/// Asked before a near word is looked for, which would be a wrong guess. A command that comes to be goes from here: a test
/// holds that none is in both.
package enum ForeignWords {
    /// What is said, and what to do instead. `topic:*` stands for the topic and all of its commands; a name of its own wins.
    private static let table: [(names: String, says: String, instead: String)] = [
        (
            "run:list run:logs run:stop run:retire", "a one-off dyno is a dyno like others, by the name of run.N",
            "renga ps -a APP; renga logs -d run.4821 -a APP"
        ),
        ("tail", "a log is followed by an option of `logs`", "renga logs --tail -a APP"),
        ("repl shell bash sh exec ssh", "a shell runs in a one-off dyno", "renga run bash -a APP"),
        ("enter", "a dyno that runs is entered by its name", "renga ps:exec web.1 -a APP"),
        (
            "ps:copy ps:forward ps:socks", "files and ports of a dyno cannot be had from outside",
            "what a file of the release has: renga run:inside web.1 -a APP -- cat FILE"
        ),
        (
            "local local:run", "nothing of Renga runs on your own machine: what is in the Procfile does by itself",
            "renga run COMMAND -a APP runs it where the app is"
        ),
        ("autocomplete:*", "a shell is told once what there is", "renga completion bash, zsh or fish; renga help completion"),
        ("ps:retire", "a dyno is restarted or stopped", "renga ps:restart web.1 -a APP"),
        ("ps:start start", "an app is started by scaling it up", "renga ps:scale web=1 -a APP"),
        ("ps:inspect ps:report ps:restore ps:set", "what runs is shown by `ps`", "renga ps -a APP"),
        ("resource:*", "dynos have sizes, by process type", "renga ps:type web=1GB -a APP"),
        ("ps:autoscale:*", "nobody scales by itself", "renga ps:scale web=2 -a APP"),
        (
            "addons:* pg:* psql redis:* data:* postgres:* mysql:* mariadb:* mongo:* rabbitmq:* elasticsearch:* memcached:*",
            "there are no add-ons: a database runs beside Renga",
            "install it on the machine, name its address in config.yml under `network.allow`, and tell the app: "
                + "renga config:set DATABASE_URL=… -a APP"
        ),
        (
            "pipelines:* promote ci:*", "there are no pipelines: each app is deployed by a push",
            "git push production main"
        ),
        (
            "logs:vector-logs logs:vector-start logs:vector-stop",
            "logs are sent elsewhere by drains", "renga drains:add URL -a APP; renga drains -a APP shows how they do"
        ),
        ("spaces:* regions", "there is one machine, which is all the regions there are", "renga status"),
        (
            "sharing:transfer transfer", "an app is given to another owner by another word", "renga apps:transfer NAME -a APP"
        ),
        (
            "members:* teams orgs:* apps:join apps:lock apps:unlock apps:locked join lock unlock",
            "there are no teams: each app has its owner, and whom the owner lets in", "renga access -a APP"
        ),
        (
            "auth:* login logout accounts:* authorizations:* clients:* sessions:* git:credentials git:auth git:auth-status",
            "nobody logs in: your SSH key says who you are", "renga whoami"
        ),
        (
            "features:* labs:* preboot",
            "there is nothing to switch on: a deploy always starts its dynos before the old ones go",
            "session affinity is one of the routing's settings: renga routing:set affinity=on -a APP"
        ),
        (
            "stack:set apps:stacks apps:stacks:set", "an app's stack is written into its renga.yml",
            "`stack: debian-13`, and push; renga stacks lists them"
        ),
        (
            "buildpacks:info buildpacks:search buildpacks:versions buildpacks:list buildpacks:report buildpacks:detect "
                + "buildpacks:set-property builder:* builder-dockerfile:* builder-herokuish:* builder-lambda:* builder-nixpacks:* "
                + "builder-pack:* builder-railpack:*",
            "an app is built by buildpacks, which are files that you can read and edit", "renga buildpacks"
        ),
        (
            "git:clone git git:from-archive git:from-image git:sync git:initialize git:load-image git:public-key "
                + "git:generate-deploy-key git:allow-host git:set git:status git:unlock git:report url urls deploy clone",
            "an app is a git repository, and its address is one of its facts",
            "renga info -a APP; then: git clone URL; in a checkout: renga git:remote -a APP"
        ),
        ("dashboard", "there is no dashboard: what it would show is shown by commands", "renga info -a APP, renga status"),
        ("apps:clone fork", "an app is not copied", "create another and push to it: renga create NAME"),
        (
            "apps:errors apps:diff apps:favorites:* apps:report apps:set apps:exists report app-json:*",
            "what there is to know of an app is shown by `info`", "renga info -a APP"
        ),
        (
            "container:* docker-options:* registry:* image:* tags:*",
            "images are not run here: an app is built from its source, by buildpacks", "git push heroku main"
        ),
        (
            "certs:generate", "keys and requests are made where they are needed",
            "openssl req -new -newkey rsa:2048 -nodes -keyout KEY.pem -out REQUEST.pem"
        ),
        (
            "certs:show certs:report", "a certificate is added, and the newest that fits serves",
            "renga certs:add CHAIN.pem KEY.pem -a APP; renga certs -a APP lists them"
        ),
        ("letsencrypt:* ssl:*", "certificates are got automatically, where that is switched on", "renga certs:auto:enable -a APP"),
        (
            "domains:info domains:update domains:wait domains:report domains:set domains:set-global domains:add-global "
                + "domains:clear-global domains:remove-global domains:reset domains:setup domains:enable domains:disable vhosts:*",
            "a domain is added, and serves at once", "renga domains -a APP"
        ),
        (
            "nginx:* nginx-vhosts:* caddy:* caddy-vhosts:* haproxy:* haproxy-vhosts:* openresty:* openresty-vhosts:* traefik:* "
                + "traefik-vhosts:* proxy:* ports:* network:* http-auth:* redirect:*",
            "requests come by Renga's own router: a web dyno listens on $PORT, and nothing else is to be set",
            "renga routing -a APP shows what can be"
        ),
        ("checks:* healthcheck:*", "a deploy waits until its dynos answer, and the old ones serve until then", "renga ps -a APP"),
        (
            "storage:annotations:* storage:destroy storage:ensure-directory storage:exec storage:labels:* storage:list-entries storage:migrate "
                + "storage:mount storage:report storage:set storage:wait volumes:*",
            "a folder that stays has a name, and the machine's own place for it", "renga storage:add data:/app/data -a APP"
        ),
        (
            "cron:report cron:resume cron:set cron:suspend scheduler:* scheduler-docker-local:* scheduler-k3s:* scheduler-nomad:*",
            "jobs that the clock starts are listed, added, removed and run",
            "renga cron -a APP; renga schedule:add @daily -a APP -- COMMAND"
        ),
        (
            "notifications:* webhooks:* events:*",
            "who is told of what goes wrong, by mail or by a POST, is listed, added, removed and tried",
            "renga notify -a APP; renga notify:add mail:user@example.com -a APP"
        ),
        (
            "telemetry:* usage:* trace:*",
            "no numbers are sent anywhere; what happens can be read", "renga releases -a APP, renga logs -a APP"
        ),
        (
            "logs:failed", "what a build printed that failed is kept with the build",
            "renga builds:output -a APP; renga builds -a APP lists them"
        ),
        ("logs:report logs:set", "the log of an app holds what its dynos and the platform said", "renga logs -a APP"),
        (
            "plugins:* plugin:* update:* mcp:* local:* cleanup",
            "there is nothing to install and nothing to keep up here", "renga help"
        ),
        ("keys:clear ssh-keys:*", "keys are added and removed one by one", "renga keys"),
        (
            "releases:retry", "a release whose command or dynos fail is none: nothing has changed, and what made it is done again",
            "renga builds:create -a APP; or renga config:set and renga rollback, as it was"
        ),
        (
            "config:export config:import config:show config:keys config:bundle config:clear",
            "config vars are shown, set, edited and unset",
            "renga config --shell -a APP writes them for a file, renga config:set --file FILE -a APP reads one"
        ),
        ("builds:list builds:prune builds:report builds:set", "builds are listed by `builds`", "renga builds -a APP"),
        ("ps:rebuildall", "apps are built again one by one", "renga ps:rebuild -a APP"),
        ("repo:gc", "repositories are tidied by themselves", "renga info -a APP shows how large one is"),
        ("version:info", "the version is shown by `version`", "renga version"),
    ]

    private static let exact: [String: Int] = index { $0.hasSuffix(":*") ? nil : $0 }
    private static let topics: [String: Int] = index { $0.hasSuffix(":*") ? String($0.dropLast(2)) : nil }

    /// Every name that the table has, a topic by its own.
    package static var names: [String] { exact.keys.sorted() + topics.keys.sorted() }

    /// What is said to somebody who typed `name`; nil where it is no word of theirs.
    package static func failure(for name: String) -> Failure? {
        var row = exact[name]
        // The narrowest topic that it belongs to.
        var topic = name[...]
        while row == nil, !topic.isEmpty {
            row = topics[String(topic)]
            topic = topic.lastIndex(of: ":").map { topic[..<$0] } ?? ""
        }
        guard let row else { return nil }
        return Failure(.invalid, "there is no command `\(name)`: \(table[row].says)", hint: table[row].instead)
    }

    private static func index(_ name: (String) -> String?) -> [String: Int] {
        let pairs = table.enumerated().flatMap { row, entry in
            entry.names.split(separator: " ").compactMap { name(String($0)) }.map { ($0, row) }
        }
        return Dictionary(pairs) { first, _ in first }
    }
}
