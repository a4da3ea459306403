// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/childprocess.h"

#include "agent/dumps/childinput.h"
#include "shared/deadline.h"
#include "shared/store/atomicfile.h"
#include "shared/wire/filedescriptor.h"

#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <optional>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

const QStringList &systemFolders()
{
    static const QStringList folders{u"/usr/local/sbin"_s, u"/usr/local/bin"_s, u"/usr/sbin"_s,
                                     u"/usr/bin"_s,        u"/sbin"_s,          u"/bin"_s};
    return folders;
}

struct Pipe
{
    FileDescriptor from;
    FileDescriptor to;
};

std::optional<Pipe> makePipe()
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return std::nullopt;
    Pipe pipe{FileDescriptor(ends[0]), FileDescriptor(ends[1])};
    ::fcntl(pipe.from.get(), F_SETFL, O_NONBLOCK);
    return pipe;
}

/// The child's ends.
struct Streams
{
    int input = -1; ///< -1: /dev/null
    int output = -1;
    int complaints = -1;
    int settings = -1; ///< -1: none
};

/// The words in the form that exec wants; they live as long as this.
class Words
{
public:
    explicit Words(const QStringList &words)
    {
        for (const QString &word : words)
            m_bytes.push_back(QFile::encodeName(word));
        for (QByteArray &bytes : m_bytes)
            m_pointers.push_back(bytes.data());
        m_pointers.push_back(nullptr);
    }
    char *const *get() { return m_pointers.data(); }

private:
    std::vector<QByteArray> m_bytes;
    std::vector<char *> m_pointers;
};

/// @return its process id, or -1 with errno
pid_t spawn(const QString &program, const QStringList &arguments, const Streams &streams,
            const QStringList &moreEnvironment)
{
    constexpr int SettingsDescriptor = 3;
    posix_spawn_file_actions_t files;
    ::posix_spawn_file_actions_init(&files);
    if (streams.input < 0)
        ::posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    else
        ::posix_spawn_file_actions_adddup2(&files, streams.input, STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&files, streams.output, STDOUT_FILENO);
    ::posix_spawn_file_actions_adddup2(&files, streams.complaints, STDERR_FILENO);
    if (streams.settings >= 0) // last: any of the others may have had this number
        ::posix_spawn_file_actions_adddup2(&files, streams.settings, SettingsDescriptor);
    posix_spawnattr_t attributes;
    ::posix_spawnattr_init(&attributes);
    ::posix_spawnattr_setflags(&attributes,
                               POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    ::posix_spawnattr_setpgroup(&attributes, 0);
    sigset_t none;
    sigemptyset(&none);
    ::posix_spawnattr_setsigmask(&attributes, &none);
    sigset_t all;
    sigfillset(&all);
    ::posix_spawnattr_setsigdefault(&attributes, &all);
    Words words(arguments);
    // Words of people's languages would be no use to whoever compares dumps.
    Words environment(QStringList{u"PATH="_s + systemFolders().join(u':'), u"LC_ALL=C.UTF-8"_s,
                                  u"SYSTEMD_PAGER="_s, u"SYSTEMD_COLORS=0"_s, u"HOME=/"_s}
                      + moreEnvironment);
    pid_t process = -1;
    const int fault = ::posix_spawn(&process, QFile::encodeName(program).constData(), &files, &attributes,
                                    words.get(), environment.get());
    ::posix_spawnattr_destroy(&attributes);
    ::posix_spawn_file_actions_destroy(&files);
    errno = fault;
    return fault == 0 ? process : -1;
}

/// Becomes readable when stop is requested.
class StopSignal
{
public:
    explicit StopSignal(const std::stop_token &stop)
        : m_event(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
        , m_callback(stop, Wake{m_event.get()})
    {
    }
    [[nodiscard]] int descriptor() const { return m_event.get(); }

private:
    struct Wake
    {
        int event;
        void operator()() const
        {
            const quint64 one = 1;
            [[maybe_unused]] const ssize_t written = ::write(event, &one, sizeof one);
        }
    };
    FileDescriptor m_event;
    std::stop_callback<Wake> m_callback;
};

/// One run of a program, from its start to when its whole group is gone.
class Run
{
public:
    Run(pid_t process, ChildInput input, Pipe output, Pipe complaints,
        const std::function<bool(QByteArrayView)> &takeOutput)
        : m_process(process)
        , m_exit(int(::syscall(SYS_pidfd_open, process, 0)))
        , m_input(std::move(input))
        , m_output(std::move(output.from))
        , m_complaints(std::move(complaints.from))
        , m_takeOutput(takeOutput)
    {
    }
    Run(const Run &) = delete;
    Run &operator=(const Run &) = delete;
    ~Run()
    {
        if (!m_isReaped)
            end();
    }

    Result<ChildProcess::Ended> follow(const QString &program, Deadline deadline, const std::stop_token &stop)
    {
        if (!m_exit.isOpen())
            return fail(ioError(u"wait for"_s, program, errno));
        const StopSignal stopSignal(stop);
        for (;;) {
            if (stop.stop_requested())
                return fail(ErrorCode::Cancelled, u"%1 was stopped"_s.arg(program));
            const auto left = deadline.left();
            if (left.count() == 0)
                return fail(ErrorCode::Timeout, u"%1 did not end in time"_s.arg(program));
            std::array<pollfd, 5> watched{{{m_exit.get(), POLLIN, 0},
                                           {m_output.get(), POLLIN, 0},
                                           {m_complaints.get(), POLLIN, 0},
                                           {stopSignal.descriptor(), POLLIN, 0},
                                           {m_input.descriptor(), POLLOUT, 0}}};
            if (::poll(watched.data(), watched.size(), int(std::min<qint64>(left.count(), INT_MAX))) < 0
                && errno != EINTR)
                return fail(ioError(u"wait for"_s, program, errno));
            const bool hasExited = watched[0].revents != 0;
            if (watched[4].revents != 0 && !hasExited) {
                if (const auto fed = m_input.feed(); !fed)
                    return fail(fed.error());
            }
            if (!readOutput(hasExited ? INT_MAX : ReadsInATurn))
                return fail(ErrorCode::TooLarge, u"%1 said more than is kept"_s.arg(program));
            readComplaints();
            if (hasExited)
                return reap();
        }
    }

private:
    /// No more in a turn than that it is seen in time when the time is over.
    static constexpr int ReadsInATurn = 64;

    bool readOutput(int reads)
    {
        std::array<char, 64 * 1024> buffer;
        for (; m_output.isOpen() && reads > 0; --reads) {
            const ssize_t got = ::read(m_output.get(), buffer.data(), buffer.size());
            if (got > 0 && !m_takeOutput(QByteArrayView(buffer.data(), got)))
                return false;
            if (got == 0)
                m_output.close();
            if (got < 0 && errno != EINTR)
                return true;
        }
        return true;
    }

    void readComplaints()
    {
        std::array<char, 4096> buffer;
        while (m_complaints.isOpen()) {
            const ssize_t got = ::read(m_complaints.get(), buffer.data(), buffer.size());
            if (got == 0)
                m_complaints.close();
            if (got < 0 && errno != EINTR)
                return;
            if (got > 0)
                m_ended.complaint =
                    m_ended.complaint.append(buffer.data(), got).right(ChildProcess::MaxComplaint);
        }
    }

    ChildProcess::Ended reap()
    {
        // What it left behind in its group; the group's number is nobody else's before it is waited for.
        ::kill(-m_process, SIGKILL);
        int status = 0;
        while (::waitpid(m_process, &status, 0) < 0 && errno == EINTR) { }
        m_isReaped = true;
        m_ended.exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
        m_ended.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
        return m_ended;
    }

    void end()
    {
        ::kill(-m_process, SIGTERM);
        pollfd exited{m_exit.get(), POLLIN, 0};
        // Nobody reads any more, so that it does not wait for us either.
        m_output.close();
        m_complaints.close();
        ::poll(&exited, 1, int(ChildProcess::Grace.count()));
        (void)reap();
    }

    pid_t m_process;
    FileDescriptor m_exit;
    ChildInput m_input;
    FileDescriptor m_output;
    FileDescriptor m_complaints;
    const std::function<bool(QByteArrayView)> &m_takeOutput;
    ChildProcess::Ended m_ended;
    bool m_isReaped = false;
};

} // namespace

QString ChildProcess::find(const QString &program)
{
    if (program.startsWith(u'/'))
        return QFileInfo(program).isExecutable() ? program : QString();
    return QStandardPaths::findExecutable(program, systemFolders());
}

Result<ChildProcess::Ended> ChildProcess::run(const QStringList &arguments,
                                              std::chrono::milliseconds deadline, const std::stop_token &stop,
                                              const std::function<bool(QByteArrayView)> &takeOutput,
                                              const ProgramInput &input)
{
    const QString &name = arguments.first();
    const QString program = find(name);
    if (program.isEmpty())
        return fail(ErrorCode::NotFound, u"there is no %1 on this node"_s.arg(name));
    auto given = ChildInput::prepare(input);
    if (!given)
        return fail(given.error());
    auto output = makePipe();
    auto complaints = makePipe();
    if (!output || !complaints)
        return fail(ioError(u"run"_s, program, errno));
    const Streams streams{given->childEnd(), output->to.get(), complaints->to.get(), given->settings()};
    const pid_t process = spawn(program, arguments, streams, input.environment);
    if (process < 0)
        return fail(ioError(u"run"_s, program, errno));
    output->to.close();
    complaints->to.close();
    given->handedOver();
    Run run(process, *std::move(given), *std::move(output), *std::move(complaints), takeOutput);
    return run.follow(name, Deadline(deadline), stop);
}

} // namespace muster::agent
