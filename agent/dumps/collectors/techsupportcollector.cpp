// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/collectors/techsupportcollector.h"

#include "agent/dumps/childprocess.h"
#include "agent/dumps/membermaker.h"

#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

const auto Name = u"techsupport.tar.gz"_s;
constexpr qint64 MaxArchiveBytes = 8LL * 1024 * 1024 * 1024;
constexpr qsizetype KeptOutput = 64 * 1024;

enum ExitCode { Done = 0, AlreadyRunning = 2, Again = 4 };

QString whyNot(const ChildProcess::Ended &ended)
{
    if (ended.exitCode == AlreadyRunning)
        return u"another tech-support is being made; try again when it has ended"_s;
    return u"generate_dump ended with %1: %2"_s.arg(ended.signal != 0 ? u"signal %1"_s.arg(ended.signal)
                                                                      : u"code %1"_s.arg(ended.exitCode),
                                                    QString::fromUtf8(ended.complaint).trimmed().right(500));
}

/// The last line of what it says is where the archive is.
QString archiveIn(const QByteArray &output)
{
    return QString::fromUtf8(output.trimmed().split('\n').last().trimmed());
}

/// Takes the archive in, and with it its place on the node: it would be there twice.
void takeIn(const QString &archive, MemberMaker &maker)
{
    if (!QFileInfo(archive).isAbsolute()) {
        maker.missing(Name, u"generate_dump did not say where the archive is"_s);
        return;
    }
    if (maker.file(Name, DumpContent::Archive, archive, MaxArchiveBytes))
        QFile::remove(archive);
}

void run(const QString &program, MemberMaker &maker)
{
    for (int attempt = 1;; ++attempt) {
        QByteArray output;
        const auto ended = ChildProcess::run({program, u"--silent"_s}, maker.timeLeft(), maker.stop(),
                                             [&output](QByteArrayView bytes) {
                                                 output = output.append(bytes).right(KeptOutput);
                                                 return true;
                                             });
        if (!ended) {
            maker.missing(Name, ended.error().text);
            return;
        }
        if (ended->exitCode == Again && ended->signal == 0 && attempt < TechSupportCollector::MaxTries)
            continue;
        if (ended->exitCode != Done || ended->signal != 0)
            maker.missing(Name, whyNot(*ended));
        else
            takeIn(archiveIn(output), maker);
        return;
    }
}

} // namespace

TechSupportCollector::TechSupportCollector(QString program)
    : m_program(std::move(program))
{
}

QString TechSupportCollector::word() const
{
    return u"techsupport"_s;
}

QString TechSupportCollector::unavailable() const
{
    return ChildProcess::find(m_program).isEmpty()
               ? u"there is no %1 on this node, as SONiC has it"_s.arg(m_program)
               : QString();
}

QList<CollectStep> TechSupportCollector::plan(const CollectRequest &) const
{
    return {{Name, false, [program = m_program](MemberMaker &maker) { run(program, maker); }}};
}

} // namespace muster::agent
