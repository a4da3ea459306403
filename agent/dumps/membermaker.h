// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/deadline.h"
#include "shared/wire/filedescriptor.h"

#include "agent/dumps/dumppackage.h"
#include "agent/dumps/pseudonyms.h"
#include "agent/dumps/redactions.h"

#include <chrono>
#include <functional>
#include <stop_token>

namespace muster::agent {

class Pseudonyms;

/// How a collector makes members: from bytes, a file or what a program says. Scrubs what can be scrubbed, and
/// whatever goes wrong becomes a member that says so. Belongs to the thread of the collection.
class MemberMaker
{
public:
    /// A member's bounds when nobody says otherwise.
    static constexpr qint64 MaxMemberBytes = 64LL * 1024 * 1024;
    static constexpr std::chrono::seconds MaxCommandTime{60};

    struct Command
    {
        QString member;
        DumpContent content = DumpContent::Text;
        QStringList arguments; ///< the program first
        std::chrono::milliseconds deadline = MaxCommandTime;
        qint64 maxBytes = MaxMemberBytes;
        QList<int> goodCodes{0}; ///< with which the program says that all is well
    };

    /// All are borrowed and outlive this.
    MemberMaker(DumpPackage &package, const Pseudonyms &names, Redactions &redactions,
                const Deadline &deadline, std::stop_token stop);

    void bytes(const QString &member, DumpContent content, QByteArrayView bytes);
    /// A regular file; symbolic links are not followed. What cannot be scrubbed is taken as it is, and the
    /// member says so.
    /// @return whether all of it is there
    bool file(const QString &member, DumpContent content, const QString &path,
              qint64 maxBytes = MaxMemberBytes);
    /// A file that is open, from its beginning; taken as it is, whatever is in it, and as large as the dump
    /// may be.
    void descriptor(const QString &member, const FileDescriptor &from);
    /// Standard output of a program.
    void command(const Command &command);
    void missing(const QString &member, const QString &why);

    using Feed = std::function<bool(QByteArrayView)>;
    /// Gives the bytes to what it gets. @return why there are not all; empty when there are
    using Source = std::function<QString(const Feed &)>;
    /// A member of another dump, which was scrubbed there. It is taken only when it is what it is said to be,
    /// and may be tried again otherwise. Errors: Invalid for another size or SHA-256; Unavailable with what
    /// the source says; those of DumpPackage.
    [[nodiscard]] Result<void> copy(const QString &name, const DumpMember &said, const Source &source);

    [[nodiscard]] bool isStopped() const { return m_stop.stop_requested(); }
    [[nodiscard]] const std::stop_token &stop() const { return m_stop; }
    [[nodiscard]] std::chrono::milliseconds timeLeft() const { return m_deadline.left(); }

private:
    [[nodiscard]] QString readAll(const FileDescriptor &from, const QString &name, const Feed &feed) const;
    bool make(const QString &member, DumpContent content, qint64 maxBytes, const Source &source);

    DumpPackage &m_package;
    const Pseudonyms &m_names;
    Redactions &m_redactions;
    const Deadline &m_deadline;
    std::stop_token m_stop;
};

} // namespace muster::agent
