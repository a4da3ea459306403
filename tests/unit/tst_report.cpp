// SPDX-License-Identifier: Apache-2.0
#include "console/report/reportformats.h"

#include <QTest>

using namespace muster;
using namespace muster::console;
using namespace Qt::StringLiterals;

class TestReport : public QObject
{
    Q_OBJECT

    Fleet m_fleet;
    EvidenceByFailure m_evidence;

    static FleetNode node(const QString &id, const QString &name, LinkState link, Health health)
    {
        FleetNode node;
        node.nodeId = id;
        node.name = name;
        node.address = u"10.117.1.11"_s;
        node.link = link;
        node.heardAt = Timestamp(std::chrono::seconds(1795271537));
        node.state = NodeState{health, {}, 1, {}, {}};
        return node;
    }

    [[nodiscard]] Report report() const
    {
        return makeReport(m_fleet, m_evidence, Timestamp(std::chrono::seconds(1795271600)));
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_fleet.addNode(node(u"A"_s, u"drawer-a"_s, LinkState::Connected, Health::OK));
        FleetNode failed = node(u"B"_s, u"drawer-b"_s, LinkState::Connected, Health::Critical);
        UnitFailure failure;
        failure.id = u"fan@1"_s;
        failure.unit = u"fan-control.service"_s;
        failure.explanation = u"killed by <SIGSEGV>"_s;
        failed.failures = {failure};
        m_fleet.addNode(failed);
        m_fleet.addNode(node(u"C"_s, u"drawer-c"_s, LinkState::Waiting, Health::OK));
        QVERIFY(m_fleet.setSystem({u"db-frame-1"_s, {{1, u"A"_s, {}, {}}, {2, u"B"_s, {}, {}}}, {}}));
        UnitEvidence evidence;
        evidence.failureId = failure.id;
        evidence.unit = failure.unit;
        evidence.journal = {{Timestamp(), 3, u"fan[1]"_s, u"<script>alert(1)</script> ``` | x"_s}};
        m_evidence.insert({u"B"_s, u"fan@1"_s}, evidence);
    }

    void groupsNodesAndNamesTheWorst()
    {
        const Report made = report();
        QCOMPARE(made.health, Health::Critical);
        QCOMPARE(made.systems.size(), 2);
        QCOMPARE(made.systems[0].name, u"db-frame-1"_s);
        QCOMPARE(made.systems[0].answering, 2);
        QVERIFY(made.systems[1].name.isEmpty());
        QVERIFY(made.headline.contains(u"1 critical"_s));
        QVERIFY(made.headline.contains(u"1 does not answer"_s));
    }

    void neverShowsASilentNodeAsWell()
    {
        const ReportNode silent = report().systems[1].nodes[0];
        QVERIFY(silent.stale);
        QCOMPARE(silent.health, Health::Unknown);
    }

    void limitsItselfToWhatWasAskedFor()
    {
        const Report one = makeReport(m_fleet, m_evidence, Timestamp(), {u"A"_s});
        QCOMPARE(one.systems.size(), 1);
        QCOMPARE(one.systems[0].nodes.size(), 1);
        QCOMPARE(one.health, Health::OK);
    }

    void keepsForeignTextFromBecomingMarkup()
    {
        const QByteArray html = toHtml(report());
        QVERIFY(!html.contains("<script"));
        QVERIFY(html.contains("killed by &lt;SIGSEGV&gt;"));
        QVERIFY(html.contains("fan-control.service"));
        const QByteArray markdown = toMarkdown(report());
        QVERIFY(markdown.contains("````\n"));
        QVERIFY(markdown.contains("killed by \\<SIGSEGV\\>"));
    }

    void tellsWhatIsOpenAndWhoHasTakenNote()
    {
        Fleet fleet;
        FleetNode quiesced = node(u"D"_s, u"drawer-d"_s, LinkState::Connected, Health::OK);
        quiesced.state->bmcState = BmcState::Quiesced;
        UnitFailure failure;
        failure.id = failure.incident = u"psu@1"_s;
        failure.unit = u"psu.service"_s;
        failure.count = 3;
        failure.recoveredAt = Timestamp(std::chrono::seconds(1795271500));
        quiesced.failures = {failure};
        fleet.addNode(quiesced);
        const Report recovered = makeReport(fleet, {}, Timestamp());
        QCOMPARE(recovered.health, Health::Warning);
        QVERIFY(recovered.systems[0].nodes[0].failures[0].open);
        QVERIFY(toHtml(recovered).contains("Quiesced"));
        QVERIFY(toMarkdown(recovered).contains("Quiesced"));
        failure.acknowledged = Acknowledgement{*failure.recoveredAt, u"night-shift"_s, u"known"_s};
        fleet.update(u"D"_s, NodeAspect::All, [&](FleetNode &one) {
            one.state->bmcState = BmcState::Ready;
            one.failures = {failure};
        });
        const Report over = makeReport(fleet, {}, Timestamp());
        QCOMPARE(over.health, Health::OK);
        QVERIFY(!over.systems[0].nodes[0].failures[0].open);
        for (const QByteArray &text : {toHtml(over), toMarkdown(over)})
            QVERIFY2(text.contains("night-shift") && text.contains("known"), text.constData());
    }

    void hasAStableJsonForm()
    {
        const auto back = fromJson<Report>(toJson(report()));
        QVERIFY2(back, qPrintable(back ? QString() : describe(back.error())));
        QCOMPARE(back->systems[0].nodes[1].failures[0].failure.unit, u"fan-control.service"_s);
        QVERIFY(back->systems[0].nodes[1].failures[0].evidence);
    }
};

QTEST_GUILESS_MAIN(TestReport)
#include "tst_report.moc"
