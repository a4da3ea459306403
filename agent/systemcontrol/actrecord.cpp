// SPDX-License-Identifier: Apache-2.0
#include "agent/systemcontrol/actrecord.h"

#include "shared/log.h"
#include "shared/model/codec.h"
#include "shared/store/atomicfile.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

/// Each act may be of a system with MaxMembers.
constexpr qint64 MaxActFileBytes = 32LL * 1024 * 1024;

struct ActFile
{
    QList<SystemAct> acts;

    static constexpr auto fields()
    {
        return std::tuple(
            field("acts", &ActFile::acts, "What was asked of systems, oldest first").between(0, 64));
    }
};

} // namespace

void endBroken(SystemAct &act, const QString &why, Timestamp at)
{
    act.finishedAt = at;
    for (MemberAct &member : act.members) {
        if (isOver(member.step))
            continue;
        member.step = ActStep::BrokenOff;
        member.why = why;
        member.remedy = u"see its state; nothing was asked again"_s;
        member.endedAt = at;
    }
}

ActRecord::ActRecord(QString file)
    : m_file(std::move(file))
{
    const auto text = readFile(m_file, MaxActFileBytes);
    if (!text && text.error().code == ErrorCode::NotFound)
        return;
    auto kept =
        text.and_then([](const QByteArray &json) { return fromJson<ActFile>(json, MaxActFileBytes); });
    if (!kept) {
        qCWarning(logNet).noquote() << "actions=forgotten" << describe(kept.error());
        return;
    }
    m_acts = kept->acts;
    for (SystemAct &act : m_acts) {
        if (act.finishedAt)
            continue;
        endBroken(act, u"the coordinator's agent ended before it was seen what came of it"_s, now());
        m_brokenOff.append(act);
    }
    if (m_brokenOff.isEmpty())
        return;
    if (const auto stored = store(); !stored)
        qCWarning(logNet).noquote() << "actions=notStored" << describe(stored.error());
}

Result<void> ActRecord::put(const SystemAct &act)
{
    const auto known = std::ranges::find(m_acts, act.job, &SystemAct::job);
    if (known != m_acts.end())
        *known = act;
    else
        m_acts.append(act);
    // What is under way is never the one to go.
    while (m_acts.size() > Kept) {
        const auto oldest =
            std::ranges::find_if(m_acts, [](const SystemAct &one) { return one.finishedAt.has_value(); });
        if (oldest == m_acts.end())
            break;
        m_acts.erase(oldest);
    }
    return store();
}

Result<void> ActRecord::store() const
{
    return replaceFile(m_file, toJson(ActFile{m_acts}));
}

std::optional<SystemAct> ActRecord::find(const QString &job) const
{
    if (job.isEmpty())
        return m_acts.isEmpty() ? std::nullopt : std::optional(m_acts.last());
    const auto known = std::ranges::find(m_acts, job, &SystemAct::job);
    return known == m_acts.cend() ? std::nullopt : std::optional(*known);
}

} // namespace muster::agent
