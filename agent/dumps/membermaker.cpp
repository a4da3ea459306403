// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/membermaker.h"

#include "shared/store/atomicfile.h"

#include "agent/dumps/childprocess.h"
#include "agent/dumps/scrubber.h"

#include <QFile>

#include <algorithm>
#include <array>
#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

bool isText(DumpContent content)
{
    return content == DumpContent::Text || content == DumpContent::Json || content == DumpContent::Journal;
}

QString notScrubbed(DumpContent content)
{
    const QString what = content == DumpContent::Core ? u"a core has all that was in a program's memory"_s
                         : content == DumpContent::Archive ? u"an archive is taken as it is"_s
                                                           : u"its bytes are no text"_s;
    return u"not scrubbed: %1"_s.arg(what);
}

QString failureOf(const QString &program, const ChildProcess::Ended &ended)
{
    const QString said = ended.complaint.isEmpty()
                             ? QString()
                             : u": %1"_s.arg(QString::fromUtf8(ended.complaint).trimmed().right(500));
    if (ended.signal != 0)
        return u"%1 was killed by signal %2"_s.arg(program).arg(ended.signal) + said;
    return u"%1 ended with code %2"_s.arg(program).arg(ended.exitCode) + said;
}

} // namespace

MemberMaker::MemberMaker(DumpPackage &package, const Pseudonyms &names, Redactions &redactions,
                         const Deadline &deadline, std::stop_token stop)
    : m_package(package)
    , m_names(names)
    , m_redactions(redactions)
    , m_deadline(deadline)
    , m_stop(std::move(stop))
{
}

bool MemberMaker::make(const QString &name, DumpContent content, qint64 maxBytes, const Source &source)
{
    using std::chrono::steady_clock;
    const auto begin = steady_clock::now();
    DumpMember member;
    member.name = name;
    member.content = content;
    auto file = m_package.open(name, maxBytes);
    if (!file) {
        missing(name, file.error().text);
        return false;
    }
    if (isText(content)) {
        Scrubber scrubber(m_names, [&](QByteArrayView bytes) { return file->write(bytes); });
        member.missing = source([&](QByteArrayView bytes) { return scrubber.feed(bytes); });
        scrubber.finish();
        member.redacted = scrubber.total();
        m_redactions.add(name, scrubber.hits());
    } else {
        member.missing = source([&](QByteArrayView bytes) { return file->write(bytes); });
        member.note = notScrubbed(content);
    }
    if (file->isCut())
        member.missing = u"cut after %1 bytes, which is as much as may be kept of it"_s.arg(file->size());
    const bool isEmpty = file->size() == 0 && !member.missing.isEmpty();
    const auto finished = isEmpty ? Result<void>() : file->finish(member);
    if (isEmpty || !finished)
        m_package.discard(name);
    if (!finished) {
        member = {};
        member.name = name;
        member.missing = describe(finished.error());
    }
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(steady_clock::now() - begin);
    member.took = int(std::min<qint64>(took.count(), INT_MAX));
    (void)m_package.add(member); // what is not written down is lost only if the agent is killed
    return member.missing.isEmpty();
}

void MemberMaker::bytes(const QString &member, DumpContent content, QByteArrayView bytes)
{
    make(member, content, MaxMemberBytes, [bytes](const Feed &feed) {
        feed(bytes);
        return QString();
    });
}

bool MemberMaker::file(const QString &member, DumpContent content, const QString &path, qint64 maxBytes)
{
    const FileDescriptor from(::open(QFile::encodeName(path).constData(),
                                     O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY));
    if (!from.isOpen()) {
        missing(member, describe(ioError(u"read"_s, path, errno)));
        return false;
    }
    struct stat status = {};
    if (::fstat(from.get(), &status) != 0 || !S_ISREG(status.st_mode)) {
        missing(member, u"%1 is no regular file"_s.arg(path));
        return false;
    }
    return make(member, content, maxBytes, [&](const Feed &feed) { return readAll(from, path, feed); });
}

void MemberMaker::descriptor(const QString &member, const FileDescriptor &from)
{
    make(member, DumpContent::Archive, INT64_MAX,
         [&](const Feed &feed) { return readAll(from, member, feed); });
}

/// By place, for a descriptor may be one of several on the same file.
QString MemberMaker::readAll(const FileDescriptor &from, const QString &name, const Feed &feed) const
{
    std::array<char, 64 * 1024> buffer;
    for (qint64 offset = 0;;) {
        if (isStopped())
            return u"it was stopped"_s;
        if (timeLeft().count() == 0)
            return u"the time for the dump was over"_s;
        const ssize_t got = ::pread(from.get(), buffer.data(), buffer.size(), offset);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return describe(ioError(u"read"_s, name, errno));
        if (got == 0 || !feed(QByteArrayView(buffer.data(), got)))
            return QString();
        offset += got;
    }
}

void MemberMaker::command(const Command &command)
{
    const QString &program = command.arguments.first();
    make(command.member, command.content, command.maxBytes, [&](const Feed &feed) {
        const auto ended = ChildProcess::run(command.arguments, std::min(command.deadline, timeLeft()),
                                             m_stop, [&](QByteArrayView bytes) { return feed(bytes); });
        if (!ended)
            return ended.error().code == ErrorCode::TooLarge ? QString() : ended.error().text;
        const bool isGood = ended->signal == 0 && command.goodCodes.contains(ended->exitCode);
        return isGood ? QString() : failureOf(program, *ended);
    });
}

Result<void> MemberMaker::copy(const QString &name, const DumpMember &said, const Source &source)
{
    auto file = m_package.open(name, said.size);
    if (!file)
        return fail(file.error());
    DumpMember member = said;
    const QString broken = source([&](QByteArrayView bytes) { return file->write(bytes); });
    const auto finished = broken.isEmpty() ? file->finish(member) : fail(ErrorCode::Unavailable, broken);
    const bool isOther = member.size != said.size || member.sha256 != said.sha256 || file->isCut();
    if (finished && !isOther) {
        member.name = name;
        return m_package.add(member);
    }
    m_package.discard(name);
    if (!finished)
        return finished;
    return fail(ErrorCode::Invalid,
                u"its bytes are others than its node said: SHA-256 %1 instead of %2"_s.arg(
                    member.sha256.left(12), said.sha256.left(12)));
}

void MemberMaker::missing(const QString &name, const QString &why)
{
    DumpMember member;
    member.name = name;
    member.missing = why;
    (void)m_package.add(member);
}

} // namespace muster::agent
