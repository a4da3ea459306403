// SPDX-License-Identifier: Apache-2.0
#include "console/cli/dumps/dumpoutcomes.h"

using namespace Qt::StringLiterals;

namespace muster::console {

void DumpOutcomeList::done(const QString &nodeId, const QString &dumpId, const QString &outcome)
{
    add(nodeId, dumpId, outcome, {}, {});
}

void DumpOutcomeList::failed(const QString &nodeId, const QString &dumpId, const Error &error)
{
    m_code = worse(m_code, error.code == ErrorCode::Unsupported ? ExitCode::Refused : exitCodeOf(error.code));
    const QString remedy = error.remedy.isEmpty() ? QString() : u" ("_s + error.remedy + u")"_s;
    add(nodeId, dumpId, u"failed"_s, errorName(error.code), error.text + remedy);
}

void DumpOutcomeList::failed(const QString &nodeId, const QString &dumpId, const QString &error,
                             const QString &text)
{
    m_code = worse(m_code, ExitCode::Refused);
    add(nodeId, dumpId, u"failed"_s, error, text);
}

void DumpOutcomeList::notWell(const QString &nodeId, const QString &dumpId, const QString &outcome,
                              const QString &text)
{
    m_code = worse(m_code, ExitCode::NotWell);
    add(nodeId, dumpId, outcome, {}, text);
}

void DumpOutcomeList::add(const QString &nodeId, const QString &dumpId, const QString &outcome,
                          const QString &error, const QString &text)
{
    const DumpOutcomeRow row{m_batch.nameOf(nodeId), nodeId, dumpId, outcome, error, text};
    m_outcomes.dumps.append(row);
    if (m_batch.out.isJson())
        return;
    const QString subject = dumpId.isEmpty() ? row.node : row.node + u'/' + dumpId;
    const QString line = u"%1: %2"_s.arg(subject, outcome);
    m_batch.out.line(text.isEmpty() ? line : line + u": "_s + text,
                     error.isEmpty() && text.isEmpty() ? Tone::Plain : Tone::Care);
}

ExitCode DumpOutcomeList::end()
{
    if (m_batch.out.isJson())
        m_batch.out.json(m_outcomes);
    return m_code;
}

} // namespace muster::console
