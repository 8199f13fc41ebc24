"""An installation of a benchmark's own below /var/tmp, with its own sshd on loopback. Gone when the benchmark ends."""
import concurrent.futures, http.client, json, os, pathlib, shutil, socket, subprocess, time

PACKAGE = pathlib.Path(__file__).resolve().parent.parent


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def run(*words, **more):
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **more)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(words)} ended with {done.returncode}:\n{done.stdout}")
    return done.stdout


class Installation:
    def __init__(self, programs, layers, bridge="rgbench", prefix="10.99", more="", allow=(), environment=None, timed=False):
        """allow: ports of this machine that builds reach, at the prefix's first address; environment: of their steps; timed: what
        each builder took is in `bin/renga-builder.times`, as timed.c says."""
        self.root = pathlib.Path(f"/var/tmp/renga-bench-{os.getpid()}")
        self.bridge, self.prefix = bridge, prefix
        self.http, self.ssh = free_port(), free_port()
        self.daemons = {}
        self.environment = {**os.environ, "GIT_SSH_COMMAND": f"ssh -F {self.root}/ssh/config", "GIT_CONFIG_NOSYSTEM": "1"}
        self.lay_out(pathlib.Path(programs).resolve(), layers, more, allow, environment or {})
        if timed:
            # The hooks start what stands beside them: a link would lead them to the builder that nobody times.
            for program in (self.root / "bin").iterdir():
                place = program.resolve()
                program.unlink()
                shutil.copy2(place, program)
            builder = self.root / "bin/renga-builder"
            builder.rename(f"{builder}.real")
            run("cc", "-O2", "-o", str(builder), str(PACKAGE / "Benchmarks/timed.c"))
        try:
            self.start("sshd", "/usr/sbin/sshd", "-D", "-e", "-f", str(self.root / "ssh/sshd_config"))
            self.start_platform()
            self.renga("keys:add", str(self.root / "ssh/client.pub"))
            run("git", "init", "-q", "--bare", str(self.root / "plain.git"))
        except BaseException:
            self.tear_down()
            raise

    def git(self, *words, cwd):
        return run("git", *words, cwd=cwd, env=self.environment)

    def renga(self, *words):
        return run(str(self.root / "bin/renga"), "--root", str(self.root), *words, cwd=self.root)

    def start(self, name, *words):
        output = open(self.root / "daemons.out", "a")
        self.daemons[name] = subprocess.Popen(
            words, stdout=output, stderr=output, stdin=subprocess.DEVNULL, start_new_session=True)
        return self.daemons[name]

    def stop(self, *names):
        for name in names:
            daemon = self.daemons.pop(name)
            daemon.terminate()
            daemon.wait()

    def lay_out(self, programs, layers, more, allow, environment):
        for folder in ("bin", "ssh"):
            (self.root / folder).mkdir(parents=True)
        for name in ("renga", "renga-hooks", "renga-builder", "renga-runner", "renga-router"):
            (self.root / "bin" / name).symlink_to(programs / name)
        for folder in ("buildpacks", "stacks", "toolchains"):
            shutil.copytree(PACKAGE / folder, self.root / folder)
        build = json.dumps({"ca_bundle": "/etc/ssl/certs/ca-certificates.crt", "environment": environment})
        allowed = json.dumps([f"{self.prefix}.0.1:{port}" for port in allow])
        (self.root / "config.yml").write_text(
            f"domain: localhost\ngit_host: ssh://root@127.0.0.1:{self.ssh}\nlayers: {layers}\n"
            f"users: {{git: root, router: nobody}}\nnetwork: {{bridge: {self.bridge}, prefix: \"{self.prefix}\", allow: {allowed}}}\n"
            f"router: {{address: 127.0.0.1, http_port: {self.http}, https_port: ~}}\nbuild: {build}\n{more}")
        keys = self.root / "ssh"
        for name in ("host", "client", "plain"):
            run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(keys / name))
        (keys / "plain_keys").write_text(
            'command="git-shell -c \\"$SSH_ORIGINAL_COMMAND\\"",restrict ' + (keys / "plain.pub").read_text())
        (keys / "sshd_config").write_text(
            f"ListenAddress 127.0.0.1:{self.ssh}\nHostKey {keys}/host\nPidFile none\nUsePAM no\nStrictModes no\n"
            f"AuthorizedKeysFile {self.root}/ssh/authorized_keys {keys}/plain_keys\nPermitRootLogin forced-commands-only\n"
            # Keeps bash from reading the account's .bashrc.
            "SetEnv SHLVL=1\n")
        (keys / "config").write_text(
            f"Host plain\n IdentityFile {keys}/plain\nHost renga\n IdentityFile {keys}/client\n"
            f"Host *\n HostName 127.0.0.1\n Port {self.ssh}\n User root\n IdentitiesOnly yes\n StrictHostKeyChecking no\n"
            " UserKnownHostsFile /dev/null\n LogLevel ERROR\n")
        os.makedirs("/run/sshd", exist_ok=True)

    def start_platform(self):
        self.start("runner", str(self.root / "bin/renga-runner"), "--root", str(self.root))
        self.start("router", str(self.root / "bin/renga-router"), "--root", str(self.root), "--user", "nobody")
        for _ in range(300):
            try:
                if json.loads(self.renga("status", "--json"))["routerConnected"]:
                    return
            except (SystemExit, ValueError):
                pass
            time.sleep(0.1)
        raise SystemExit("the platform does not answer")

    def app(self, name, files):
        """A checkout with these files, and an app for it."""
        folder = self.root / "apps" / name
        folder.mkdir(parents=True)
        self.git("init", "-q", "-b", "main", cwd=folder)
        self.git("config", "user.name", "bench", cwd=folder)
        self.git("config", "user.email", "bench@example.com", cwd=folder)
        self.commit(folder, files)
        self.renga("create", name)
        return folder

    def commit(self, folder, files, message="change"):
        for name, text in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)
            if text.startswith("#!"):
                (folder / name).chmod(0o755)
        self.git("add", "-A", cwd=folder)
        self.git("commit", "-q", "-m", message, cwd=folder)

    def get(self, name, timeout=10):
        """What an app answers: status and text; None where it does not."""
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self.http, timeout=timeout)
            connection.request("GET", "/", headers={"Host": f"{name}.localhost"})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        except (OSError, http.client.HTTPException):
            return None

    def dynos(self):
        return [name for name in os.listdir(self.root / "dynos") if not name.startswith(".")]

    def tear_down(self):
        try:
            names = [app["name"] for app in json.loads(self.renga("apps", "--json"))]
            # Side by side: of hundreds each waits for its dynos.
            with concurrent.futures.ThreadPoolExecutor(6) as ends:
                list(ends.map(lambda name: self.renga("destroy", "--app", name, "--confirm", name), names))
            for _ in range(400):
                if not self.dynos():
                    break
                time.sleep(0.1)
        finally:
            self.stop(*list(self.daemons))
            subprocess.run(["ip", "link", "del", self.bridge], capture_output=True)
            subprocess.run(["nft", "delete", "table", "inet", self.bridge], capture_output=True)
            shutil.rmtree(self.root, ignore_errors=True)
