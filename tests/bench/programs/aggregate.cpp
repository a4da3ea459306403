// SPDX-License-Identifier: Apache-2.0
// aggregate MEMBERS CHANGES: what a change of one member's facet costs its coordinator, from the text that
// the member told it with to the text of the event that tells what the system has.
#include "tests/bench/programs/report.h"

#include "agent/systemstate/memberfacets.h"
#include "shared/model/codec.h"
#include "shared/state/facettally.h"
#include "shared/state/facetwords.h"

#include <QElapsedTimer>

#include <random>
#include <vector>

using namespace muster;
using namespace muster::agent;
using namespace muster::bench;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

FacetValue valueOf(const QString &word, Timestamp at)
{
    FacetValue value;
    value.facet = Facet::Bmc;
    value.value = word;
    value.raw = u"xyz.openbmc_project.State.BMC.BMCState."_s + word;
    value.health = healthOf(Facet::Bmc, word);
    value.observedAt = at;
    return value;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 3)
        return die("usage: aggregate MEMBERS CHANGES");
    const int count = QByteArray(argv[1]).toInt();
    const int changes = QByteArray(argv[2]).toInt();
    const Timestamp told = now();
    const auto start = BootClock::now();
    FacetTally tally(Facet::Bmc, AggregateRule::Least, 1);
    std::vector<MemberFacets> members;
    for (int i = 1; i <= count; ++i) {
        MemberFacets &member = members.emplace_back(i, u"NODE-%1"_s.arg(i), u"drawer-%1"_s.arg(i), start);
        NodeFacets facets;
        facets.facets = {valueOf(u"Ready"_s, told)};
        facets.clock = told;
        member.take(facets);
        tally.set(*member.part(Facet::Bmc, 60s, start), start);
    }
    const QByteArray ready = toJson(valueOf(u"Ready"_s, told));
    const QByteArray notReady = toJson(valueOf(u"NotReady"_s, told));
    std::mt19937 rng(7117);
    std::uniform_int_distribution<std::size_t> any(0, members.size() - 1);
    qsizetype bytes = 0;
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < changes; i += 2) {
        MemberFacets &member = members[any(rng)];
        for (const QByteArray &text : {notReady, ready}) {
            const auto value = fromJson<FacetValue>(text);
            if (!value)
                return die("the member's text cannot be read");
            member.take(*value, told);
            tally.set(*member.part(Facet::Bmc, 60s, start), start);
            bytes += toJson(tally.summary(start)).size();
        }
    }
    report("{\"ns\":" + QByteArray::number(double(timer.nsecsElapsed()) / changes)
           + ",\"bytes\":" + QByteArray::number(bytes / changes) + '}');
    return 0;
}
