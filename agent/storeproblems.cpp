// SPDX-License-Identifier: Apache-2.0
#include "agent/storeproblems.h"

#include "agent/events/eventjournal.h"
#include "agent/server/auditlog.h"
#include "agent/state/problems.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

const auto AuditUnwritable = u"audit-unwritable"_s;
const auto AuditBroken = u"audit-broken"_s;
const auto EventsUnwritable = u"events-unwritable"_s;

Problem problemOf(const QString &id, const QString &text, const Error &error)
{
    return {id, Health::Critical, error.source, u"%1: %2"_s.arg(text, error.text), error.remedy, {}};
}

} // namespace

StoreProblems::StoreProblems(EventJournal &events, AuditLog &audit, Problems &problems, QObject *parent)
    : QObject(parent)
    , m_problems(problems)
{
    connect(&events, &EventJournal::storingFailed, this, [this](const Error &error) {
        m_problems.set(!error.text.isEmpty(),
                       problemOf(EventsUnwritable, u"events are kept in memory only"_s, error));
    });
    connect(&audit, &AuditLog::storingFailed, this, [this](const Error &error) {
        m_problems.raise(
            problemOf(AuditUnwritable, u"changes are refused because they cannot be audited"_s, error));
    });
    connect(&audit, &AuditLog::storingWorks, this, [this] { m_problems.clear(AuditUnwritable); });
}

void StoreProblems::checkAuditLog(const QString &folder)
{
    const auto verified = verifyAuditLog(folder);
    if (verified || verified.error().code == ErrorCode::NotFound)
        return;
    Error error = verified.error();
    if (error.remedy.isEmpty())
        error.remedy = u"find out who changed it; then move audit.log* away and restart the agent"_s;
    m_problems.raise(problemOf(AuditBroken, u"the audit log was tampered with or damaged"_s, error));
}

} // namespace muster::agent
