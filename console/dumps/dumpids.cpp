// SPDX-License-Identifier: Apache-2.0
#include "console/dumps/dumpids.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr qsizetype MaxCandidates = 8;

QString nameOf(const Fleet &fleet, const DumpId &one)
{
    const FleetNode *node = fleet.node(one.nodeId);
    return u"%1/%2"_s.arg(node ? node->name : one.nodeId, one.dumpId);
}

} // namespace

Result<DumpId> resolveDump(const Fleet &fleet, const DumpBook &book, const QString &text)
{
    const qsizetype slash = text.lastIndexOf(u'/');
    const QString nodeName = slash < 0 ? QString() : text.left(slash);
    const QString word = text.sliced(slash + 1);
    QList<DumpId> exact;
    QList<DumpId> begun;
    for (const auto &[nodeId, dumps] : book.nodes().asKeyValueRange()) {
        const FleetNode *node = fleet.node(nodeId);
        if (!nodeName.isEmpty() && nodeName != nodeId && (!node || node->name != nodeName))
            continue;
        for (auto entry = dumps.entries.cbegin(); entry != dumps.entries.cend(); ++entry) {
            if (entry.key() == word)
                exact.append({nodeId, entry.key()});
            else if (!word.isEmpty() && entry.key().startsWith(word))
                begun.append({nodeId, entry.key()});
        }
    }
    const QList<DumpId> &found = exact.isEmpty() ? begun : exact;
    if (found.isEmpty()) {
        return fail(Error{ErrorCode::NotFound,
                          u"no dump is called %1 there"_s.arg(text),
                          {},
                          u"ID"_s,
                          u"\"muster dumps list\" names them"_s});
    }
    if (found.size() == 1)
        return found.first();
    QStringList names;
    std::ranges::transform(found, std::back_inserter(names),
                           [&](const DumpId &one) { return nameOf(fleet, one); });
    names.sort();
    if (names.size() > MaxCandidates)
        names = names.first(MaxCandidates) << u"\u2026"_s;
    return fail(Error{ErrorCode::Conflict,
                      u"several dumps are called %1"_s.arg(text),
                      {},
                      u"ID"_s,
                      u"say which one: %1"_s.arg(names.join(u", "_s))});
}

} // namespace muster::console
