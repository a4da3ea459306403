// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/collectors/factscollector.h"

#include "shared/model/codec.h"

#include "agent/dumps/membermaker.h"
#include "agent/platform/nodeplatform.h"
#include "agent/state/problems.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

CollectStep stepOf(const QString &name, const QByteArray &json)
{
    return {name, false,
            [name, json](MemberMaker &maker) { maker.bytes(name, DumpContent::Json, json + '\n'); }};
}

} // namespace

FactsCollector::FactsCollector(const NodePlatform &node, const Problems &problems)
    : m_node(node)
    , m_problems(problems)
{
}

QString FactsCollector::word() const
{
    return u"facts"_s;
}

QList<CollectStep> FactsCollector::plan(const CollectRequest &request) const
{
    return {stepOf(u"facts.json"_s, toJson(m_node.facts())),
            stepOf(u"problems.json"_s, toJson(m_problems.state())),
            stepOf(u"kind.json"_s, toJson(request.kind))};
}

} // namespace muster::agent
