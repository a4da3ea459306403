// SPDX-License-Identifier: Apache-2.0
#include "agent/state/problems.h"

#include "agent/events/eventlog.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

bool isWorse(const Problem &a, const Problem &b)
{
    if (a.severity != b.severity)
        return a.severity > b.severity;
    return a.since != b.since ? a.since < b.since : a.id < b.id;
}

} // namespace

Problems::Problems(EventLog &events, QObject *parent)
    : QObject(parent)
    , m_events(events)
{
}

void Problems::raise(Problem problem)
{
    const auto known = m_problems.constFind(problem.id);
    if (known != m_problems.cend())
        problem.since = known->since;
    else if (problem.since == Timestamp{})
        problem.since = now();
    if (known != m_problems.cend() && *known == problem)
        return;
    m_problems.insert(problem.id, problem);
    m_events.append({Topic::Problems, events::ProblemRaised, problem.severity, problem.subject, problem.text},
                    problem);
}

void Problems::clear(const QString &id)
{
    const auto known = m_problems.constFind(id);
    if (known == m_problems.cend())
        return;
    const Problem problem = *known;
    m_problems.erase(known);
    m_events.append({Topic::Problems, events::ProblemCleared, Health::OK, problem.subject,
                     u"No longer: "_s + problem.text},
                    problem);
}

void Problems::set(bool present, const Problem &problem)
{
    if (present)
        raise(problem);
    else
        clear(problem.id);
}

void Problems::clearOthers(const QString &prefix, const QStringList &keep)
{
    QStringList gone;
    for (auto it = m_problems.lowerBound(prefix); it != m_problems.cend() && it.key().startsWith(prefix);
         ++it) {
        if (!keep.contains(it.key()))
            gone.append(it.key());
    }
    for (const QString &id : std::as_const(gone))
        clear(id);
}

NodeState Problems::state() const
{
    NodeState state;
    state.problems = m_problems.values();
    std::ranges::sort(state.problems, isWorse);
    state.health = state.problems.isEmpty() ? Health::OK : state.problems.first().severity;
    if (state.problems.size() > MaxListed)
        state.problems.resize(MaxListed);
    state.sequence = m_events.newest();
    return state;
}

} // namespace muster::agent
