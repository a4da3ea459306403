// SPDX-License-Identifier: Apache-2.0
#include "console/fleet/journalgap.h"
#include "console/history/facethistory.h"
#include "shared/model/codec.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace muster::console {

namespace {

const Timestamp Noon{1'000'000'000ms};

/// A and B, which answer, and what they told.
struct Told
{
    Told()
    {
        for (const QString &id : {u"A"_s, u"B"_s}) {
            FleetNode node;
            node.nodeId = id;
            node.name = id;
            node.link = LinkState::Connected;
            fleet.addNode(node);
        }
    }

    FleetEvent &add(const QString &node, std::chrono::minutes at, QLatin1StringView kind,
                    QByteArray data = {})
    {
        FleetEvent one{node, u"e"_s, {}};
        one.event.sequence = ++sequence;
        one.event.at = Noon + at;
        one.event.kind = kind;
        one.event.data.text = std::move(data);
        events.append(one);
        return events.last();
    }
    void whole(const QString &by, std::chrono::minutes at, const QString &value, Health health = Health::OK,
               Agreement agreement = Agreement::Unanimous)
    {
        SystemFacet facet;
        facet.facet = Facet::Host;
        facet.value = value;
        facet.health = health;
        facet.agreement = agreement;
        add(by, at, events::SystemFacetChanged, toJson(facet));
    }
    void own(const QString &by, std::chrono::minutes at, const QString &value)
    {
        FacetValue facet;
        facet.facet = Facet::Host;
        facet.value = value;
        facet.health = Health::OK;
        add(by, at, events::FacetChanged, toJson(facet));
    }
    void coordinates(const QString &by, std::chrono::minutes at, const QString &acting)
    {
        CoordinatorView view;
        view.acting = acting;
        add(by, at, events::CoordinatorChanged, toJson(view));
    }
    /// "0-10 Running, 10-60 -": minutes after noon; "-" for what nobody told, "?" behind a partial one.
    [[nodiscard]] QString host(bool isWhole = true) const
    {
        const HistoryRange range{isWhole ? QStringList{u"A"_s, u"B"_s} : QStringList{u"A"_s}, isWhole, Noon,
                                 Noon + 60min};
        QStringList words;
        for (const FacetLine &line : facetHistory(events, fleet, range)) {
            for (const FacetSpan &span : line.spans) {
                const auto minute = [](Timestamp at) {
                    return std::chrono::duration_cast<std::chrono::minutes>(at - Noon).count();
                };
                words.append(u"%1-%2 %3%4"_s.arg(minute(span.from))
                                 .arg(minute(span.to))
                                 .arg(span.isTold() ? span.value : u"-"_s, span.isPartial ? u"?"_s : u""_s));
            }
        }
        return words.join(u", "_s);
    }

    Fleet fleet;
    QList<FleetEvent> events;
    qint64 sequence = 0;
};

} // namespace

class TestFacetHistory : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingToldIsNoLine() { QCOMPARE(Told().host(), u""_s); }

    void aValueLastsUntilTheNext()
    {
        Told told;
        told.whole(u"A"_s, 10min, u"Off"_s);
        told.whole(u"A"_s, 30min, u"Running"_s);
        QCOMPARE(told.host(), u"0-10 -, 10-30 Off, 30-60 Running"_s);
    }

    void whatWasBeforeTheTimeShownIsKnownAtItsBeginning()
    {
        Told told;
        told.whole(u"A"_s, -100min, u"Off"_s);
        told.whole(u"A"_s, 30min, u"Running"_s, Health::OK, Agreement::Partial);
        QCOMPARE(told.host(), u"0-30 Off, 30-60 Running?"_s);
    }

    void theSameToldAgainIsOneSpan()
    {
        Told told;
        told.whole(u"A"_s, 10min, u"Off"_s);
        told.whole(u"A"_s, 20min, u"Off"_s);
        QCOMPARE(told.host(), u"0-10 -, 10-60 Off"_s);
    }

    void anAgentThatStartedAgainKnowsNothingAtFirst()
    {
        Told told;
        told.whole(u"A"_s, 0min, u"Running"_s);
        told.add(u"B"_s, 10min, events::NodeStarted); // another's
        told.add(u"A"_s, 20min, events::NodeStarted);
        told.whole(u"A"_s, 25min, u"Off"_s);
        QCOMPARE(told.host(), u"0-20 Running, 20-25 -, 25-60 Off"_s);
    }

    void whoDoesNotCoordinateAnyMoreSpeaksNoMore()
    {
        Told told;
        told.whole(u"A"_s, 0min, u"Running"_s);
        told.coordinates(u"B"_s, 5min, u"A"_s);
        told.coordinates(u"B"_s, 20min, {});
        told.coordinates(u"B"_s, 30min, u"B"_s);
        told.whole(u"B"_s, 31min, u"Quiesced"_s, Health::Critical);
        QCOMPARE(told.host(), u"0-20 Running, 20-31 -, 31-60 Quiesced"_s);
    }

    void lostEventsAreNotDrawnOver()
    {
        Told told;
        told.whole(u"A"_s, 0min, u"Running"_s);
        told.add(u"A"_s, 10min, events::UnitChanged);
        told.add(u"A"_s, 50min, JournalGap::Kind); // found out at minute 50
        told.whole(u"A"_s, 40min, u"Off"_s);
        QCOMPARE(told.host(), u"0-10 Running, 10-40 -, 40-60 Off"_s);
    }

    void ofWhoIsSilentItIsNotKnownWhatItHasNow()
    {
        Told told;
        told.whole(u"A"_s, 0min, u"Running"_s);
        told.fleet.update(u"A"_s, NodeAspect::Link, [](FleetNode &node) {
            node.link = LinkState::Waiting;
            node.heardAt = Noon + 45min;
        });
        QCOMPARE(told.host(), u"0-45 Running, 45-60 -"_s);
    }

    void anotherClockIsCorrected()
    {
        Told told;
        told.fleet.update(u"A"_s, NodeAspect::Link, [](FleetNode &node) {
            node.clockOffset = std::chrono::milliseconds(5min).count();
        });
        told.whole(u"A"_s, 15min, u"Off"_s);
        QCOMPARE(told.host(), u"0-10 -, 10-60 Off"_s);
    }

    void aNodesOwnWordIsAnotherThanTheWholes()
    {
        Told told;
        told.own(u"A"_s, 0min, u"Off"_s);
        told.own(u"B"_s, 10min, u"Running"_s);
        told.whole(u"A"_s, 20min, u"Quiesced"_s);
        QCOMPARE(told.host(false), u"0-60 Off"_s);
        QCOMPARE(told.host(true), u"0-20 -, 20-60 Quiesced"_s);
    }

    void spansAreWithoutGapsWhateverIsTold()
    {
        Told told;
        for (int i = 0; i < 300; ++i) {
            const QString by = i % 3 == 0 ? u"A"_s : u"B"_s;
            const std::chrono::minutes at((i * 7) % 80 - 10);
            if (i % 5 == 0)
                told.add(by, at, events::NodeStarted);
            else if (i % 7 == 0)
                told.coordinates(by, at, i % 2 == 0 ? u"A"_s : u"B"_s);
            else
                told.whole(by, at, i % 2 == 0 ? u"Off"_s : u"Running"_s);
        }
        const HistoryRange range{{u"A"_s, u"B"_s}, true, Noon, Noon + 60min};
        const auto lines = facetHistory(told.events, told.fleet, range);
        QCOMPARE(lines.size(), 1);
        Timestamp at = range.from;
        for (const FacetSpan &span : lines.first().spans) {
            QCOMPARE(span.from, at);
            QVERIFY(span.to > span.from);
            at = span.to;
        }
        QCOMPARE(at, range.to);
    }
};

} // namespace muster::console

QTEST_GUILESS_MAIN(muster::console::TestFacetHistory)
#include "tst_facethistory.moc"
