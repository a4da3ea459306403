// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/hostmadedumps.h"

#include "shared/model/codec.h"

#include "agent/dumps/handover.h"
#include "agent/dumps/manageddumps.h"
#include "agent/dumps/membermaker.h"
#include "agent/dumps/membername.h"

#include <QFileInfo>
#include <QPointer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

const auto EntryMember = u"entry.json"_s;
const auto FileMember = u"hostdump"_s;

using HostFile = Handover<ManagementDumps::File>;

QCoro::Task<> fetchWhenEnded(QPointer<ManagementDumps> management, HostDumps &host, QString name,
                             std::shared_ptr<HostFile> into)
{
    const auto ended = co_await host.ended(name);
    if (!ended || !management) {
        into->give(
            fail(ended ? Error{ErrorCode::Cancelled, u"the agent is ending"_s, {}, {}, {}} : ended.error()));
        co_return;
    }
    const auto file = co_await management->open(name);
    into->give(file);
}

DumpEntry hostEntry(const ManagementDump &dump)
{
    DumpEntry entry;
    entry.id = dump.id;
    entry.type = dump.type;
    entry.scope = DumpScope::System;
    entry.state = dump.state;
    entry.at = dump.at;
    entry.requestedBy = dump.originator;
    return entry;
}

void takeFile(MemberMaker &maker, HostFile &file)
{
    const auto got = file.take(maker.timeLeft(), maker.stop());
    if (!got) {
        maker.missing(FileMember, describe(got.error()));
        return;
    }
    const QString link = u"/proc/self/fd/%1"_s.arg((*got)->get());
    const QString name = QFileInfo(QFileInfo(link).symLinkTarget()).fileName();
    maker.descriptor(isMemberName(name) && name != EntryMember ? name : FileMember, **got);
}

} // namespace

HostMadeDumps::HostMadeDumps(ManagementDumps &management, HostDumps &host, ManagedDumps &listed)
    : m_management(management)
    , m_host(host)
    , m_listed(listed)
{
}

QCoro::Task<Result<HostMadeDumps::Begun>> HostMadeDumps::begin(QString type, QString originator,
                                                               QString reason) const
{
    Result<Begun> answer = fail(ErrorCode::Cancelled, u"the agent is ending"_s);
    const QPointer<ManagedDumps> listed(&m_listed);
    const auto name = co_await m_host.begin(type, originator);
    if (!listed)
        co_return answer;
    if (!name) {
        answer = fail(name.error());
        co_return answer;
    }
    const auto id = co_await listed->idOf(*name, reason);
    answer = id.transform([&name](const QString &one) { return Begun{*name, one}; });
    co_return answer;
}

std::optional<ManagementDump> HostMadeDumps::begunBy(const QString &originator) const
{
    const QList<ManagementDump> &all = m_management.all();
    const auto found = std::ranges::find(all, originator, &ManagementDump::originator);
    return found == all.cend() ? std::nullopt : std::optional(*found);
}

QList<CollectStep> HostMadeDumps::steps(const ManagementDump &dump) const
{
    const auto file = std::make_shared<HostFile>();
    fetchWhenEnded(&m_management, m_host, dump.name, file);
    const QByteArray entry = toJson(hostEntry(dump));
    return {{EntryMember, false,
             [entry](MemberMaker &maker) { maker.bytes(EntryMember, DumpContent::Json, entry); }},
            {FileMember, true, [file](MemberMaker &maker) { takeFile(maker, *file); }}};
}

} // namespace muster::agent
