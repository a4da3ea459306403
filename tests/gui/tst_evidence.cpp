// SPDX-License-Identifier: Apache-2.0
#include "console/views/evidence/evidencepanel.h"
#include "console/views/evidence/journalview.h"
#include "console/views/widgets/banner.h"
#include "console/views/widgets/factlist.h"
#include "tests/gui/support/desk.h"
#include "tests/gui/support/story.h"
#include "tests/gui/support/warnings.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

using State = EvidenceLoader::State;

struct Stage
{
    Stage()
    {
        story::fillFleet(desk.fleet);
        desk.actions.evidenceAnswers.insert(story::failureId(), story::fanEvidence());
        panel.resize(340, 800);
        panel.show();
    }

    void select() { panel.setSubject({story::drawerId('b'), story::failureId(), {}}); }
    [[nodiscard]] State state() const { return panel.loader().state(); }
    [[nodiscard]] qsizetype asks(const QString &what) const { return desk.actions.asked.filter(what).size(); }
    QPushButton *button(const QString &text)
    {
        const auto buttons = panel.findChildren<QPushButton *>();
        const auto found = std::ranges::find(buttons, text, &QPushButton::text);
        return found == buttons.cend() ? nullptr : *found;
    }

    Desk desk;
    EvidencePanel panel{desk.parts};
};

} // namespace

class TestEvidence : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnOurWarnings(); }

    void whatWasLoadedIsKept()
    {
        Stage stage;
        stage.select();
        QTRY_COMPARE(stage.state(), State::Loaded);
        stage.panel.setSubject({story::drawerId('a'), {}, {}});
        QCOMPARE(stage.state(), State::Nothing);
        stage.select();
        QCOMPARE(stage.state(), State::Loaded);
        QCOMPARE(stage.asks(u"evidence"_s), 1);
    }

    void loadingIsShownAndALateAnswerOfAnotherIsNot()
    {
        Stage stage;
        stage.desk.actions.isHeld = true;
        stage.select();
        QCOMPARE(stage.state(), State::Loading);
        QVERIFY(stage.panel.findChild<Banner *>()->isVisible());
        stage.panel.setSubject({story::drawerId('b'), u"phosphor-ipmi-host.service/1"_s, {}});
        stage.desk.actions.release();
        QTRY_COMPARE(stage.state(), State::Failed);
        QVERIFY(!stage.panel.loader().evidence());
    }

    void anErrorSaysWhatFailedAndOffersToTryAgain()
    {
        Stage stage;
        stage.desk.actions.evidenceAnswers[story::failureId()] =
            fail(ErrorCode::Unavailable, u"drawer-b does not answer"_s);
        stage.select();
        QTRY_COMPARE(stage.state(), State::Failed);
        QVERIFY(stage.panel.findChild<Banner *>()->text().contains(u"drawer-b does not answer"_s));
        stage.desk.actions.evidenceAnswers[story::failureId()] = story::fanEvidence();
        stage.button(u"Try again"_s)->click();
        QTRY_COMPARE(stage.state(), State::Loaded);
    }

    void evidenceThatComesLaterIsFetched()
    {
        Stage stage;
        stage.desk.actions.evidenceAnswers.clear();
        stage.select();
        QTRY_COMPARE(stage.state(), State::Failed);
        stage.desk.actions.evidenceAnswers.insert(story::failureId(), story::fanEvidence());
        FleetEvent event = story::unitEvent(story::drawerId('b'), 5, Health::OK, {});
        event.event.kind = events::UnitEvidence;
        stage.desk.fleet.appendEvents({event});
        QTRY_COMPARE(stage.state(), State::Loaded);
    }

    void collectingAgainFollowsItsJob()
    {
        Stage stage;
        stage.select();
        QTRY_COMPARE(stage.state(), State::Loaded);
        stage.desk.actions.callAnswer = QByteArray(R"({"job":"j-99"})");
        stage.button(u"Collect again"_s)->click();
        QTRY_COMPARE(stage.asks(u"call node-drawer-b units.collect"_s), 1);
        QCOMPARE(stage.state(), State::Collecting);
        QVERIFY(stage.panel.loader().evidence());
        setJob(stage, JobState::Running);
        QCOMPARE(stage.state(), State::Collecting);
        setJob(stage, JobState::Done);
        QTRY_COMPARE(stage.state(), State::Loaded);
        QCOMPARE(stage.asks(u"evidence"_s), 2);
    }

    void aJobThatFailsSaysWhy()
    {
        Stage stage;
        stage.select();
        QTRY_COMPARE(stage.state(), State::Loaded);
        stage.desk.actions.callAnswer = QByteArray(R"({"job":"j-99"})");
        stage.button(u"Collect again"_s)->click();
        QTRY_COMPARE(stage.state(), State::Collecting);
        setJob(stage, JobState::Failed);
        QTRY_COMPARE(stage.state(), State::Failed);
        QVERIFY(stage.panel.loader().evidence());
    }

    void tellsWhatLedUpToIt()
    {
        Stage stage;
        stage.desk.actions.kept = story::leadUp();
        stage.desk.actions.isHeld = true;
        stage.select();
        QVERIFY(stage.panel.asText().contains(u"fan-control.service failed: killed by SIGSEGV"_s));
        stage.desk.actions.release();
        QTRY_VERIFY(stage.panel.asText().contains(u"the clock jumped by +2.4 s"_s));
        const QString text = stage.panel.asText();
        for (const QString &part : {u"the agent started"_s, u"bus i2c-5 does not answer"_s,
                                    u"obmc-console@ttyVUART0.service is active"_s, u"was logged"_s})
            QVERIFY2(text.contains(part), qPrintable(text));
        QVERIFY(text.indexOf(u"bus i2c-5 does not answer"_s)
                < text.indexOf(u"fan-control.service failed:"_s));
        QVERIFY(text.indexOf(u"fan-control.service failed:"_s) < text.indexOf(u"bus i2c-5 answers again"_s));
        QCOMPARE(text.count(u"fan-control.service failed:"_s), 1);
        // What happens while one looks at it is added.
        FleetEvent event = story::unitEvent(story::drawerId('b'), 999, Health::OK, u"it is well again"_s);
        stage.desk.fleet.appendEvents({event, event});
        QTRY_COMPARE(stage.panel.asText().count(u"it is well again"_s), 1);
    }

    void whatWasBeforeStandsBeforeThoughItIsToldLater()
    {
        Stage stage;
        stage.select();
        QTRY_COMPARE(stage.state(), State::Loaded);
        const Timestamp failedAt = stage.desk.fleet.node(story::drawerId('b'))->failures.first().since();
        FleetEvent early = story::unitEvent(story::drawerId('b'), 998, Health::OK, u"it restarts"_s);
        early.event.at = failedAt - std::chrono::seconds(3);
        FleetEvent longAgo = story::unitEvent(story::drawerId('b'), 997, Health::OK, u"long ago"_s);
        longAgo.event.at = failedAt - std::chrono::hours(3);
        stage.desk.fleet.appendEvents({longAgo, early, early});
        QTRY_COMPARE(stage.panel.asText().count(u"it restarts"_s), 1);
        const QString text = stage.panel.asText();
        QVERIFY(text.indexOf(u"it restarts"_s) < text.indexOf(u"fan-control.service failed:"_s));
        QVERIFY(!text.contains(u"long ago"_s));
    }

    void ofManyEventsTheNearestAreShown()
    {
        Stage stage;
        const Timestamp failedAt = stage.desk.fleet.node(story::drawerId('b'))->failures.first().since();
        for (int i = 0; i < 2 * TimelineLoader::MaxBefore; ++i) {
            FleetEvent one =
                story::unitEvent(story::drawerId('b'), i + 1, Health::OK, u"earlier %1."_s.arg(i));
            one.event.at = failedAt - std::chrono::seconds(2 * TimelineLoader::MaxBefore - i);
            stage.desk.actions.kept.append(one);
        }
        for (int i = 0; i <= TimelineLoader::MaxSince; ++i) {
            FleetEvent one =
                story::unitEvent(story::drawerId('b'), 5000 + i, Health::OK, u"since %1."_s.arg(i));
            one.event.at = failedAt + std::chrono::seconds(i + 2);
            stage.desk.actions.kept.append(one);
        }
        stage.select();
        QTRY_VERIFY(stage.panel.asText().contains(u"earlier 199."_s));
        const QString text = stage.panel.asText();
        QCOMPARE(text.count(u"earlier "_s), TimelineLoader::MaxBefore);
        QVERIFY(!text.contains(u"since 0."_s));
        QVERIFY(text.contains(u"since 100."_s));
        QVERIFY(text.contains(u"more than is shown here"_s));
    }

    void tellsTheChainTheIncidentAndWhatWasDone()
    {
        Stage stage;
        story::addIncidents(stage.desk.fleet);
        stage.panel.setSubject({story::drawerId('c'), story::targetId(), {}});
        QString text = stage.panel.asText();
        const qsizetype target = text.indexOf(u"obmc-chassis-poweron@0.target (dependency)"_s);
        const qsizetype between = text.indexOf(u"Requires obmc-power-start@0.service: inactive"_s);
        const qsizetype cause = text.indexOf(u"BindsTo psu-monitor.service: failed (watchdog)"_s);
        QVERIFY2(target >= 0 && target < between && between < cause, qPrintable(text));
        QVERIFY(text.contains(u"psu-monitor.service: did not report to the watchdog within 10 s"_s));
        stage.panel.setSubject({story::drawerId('c'), story::causeId(), {}});
        text = stage.panel.asText();
        QVERIFY(text.contains(u"restarted it: failed again"_s));
        QVERIFY(text.contains(u"xyz.openbmc_project.State.Error.CriticalServiceFailure"_s));
        QVERIFY(text.contains(u"bmc-17"_s));
        stage.panel.setSubject({u"node-app-frame-03-a"_s, u"phosphor-ipmi-host.service/9"_s, {}});
        text = stage.panel.asText();
        QVERIFY2(text.contains(u"by night-shift"_s) && text.contains(u"known, fixed in 2.14"_s),
                 qPrintable(text));
        QVERIFY2(text.contains(u"203, of which 180 suppressed"_s), qPrintable(text));
    }

    void theJournalIsTextNotMarkup()
    {
        Theme theme;
        JournalView view(theme);
        JournalLine line;
        line.message = u"<b>bold</b> <img src=\"x\">"_s;
        view.setJournal({line});
        QVERIFY(view.toPlainText().contains(u"<b>bold</b> <img src=\"x\">"_s));
    }

    void aFactIsCopiedAsItIs()
    {
        const QString id = u"6c1f0a3b9de24ce5a7f0135c2f1b88d0"_s;
        Theme theme;
        FactList list(theme);
        list.setFacts({FactList::Fact{u"Run"_s, {.text = id, .isFixed = true}}});
        list.show();
        const auto labels = list.findChildren<QLabel *>();
        const auto value = std::ranges::find(labels, u"Run"_s, &QLabel::accessibleName);
        QVERIFY(value != labels.cend());
        (*value)->setSelection(0, int((*value)->text().size()));
        QTest::keySequence(*value, QKeySequence::Copy);
        QCOMPARE(QApplication::clipboard()->text(), id);
    }

    void aLongWordDoesNotWidenThePanel()
    {
        Stage stage;
        const QString word(400, u'x');
        stage.desk.fleet.update(story::drawerId('b'), NodeAspect::All, [&](FleetNode &node) {
            node.failures.first().explanation = word;
            node.failures.first().signal = word;
        });
        UnitEvidence evidence = story::fanEvidence();
        evidence.journal.first().message = word;
        evidence.properties.append({word, word});
        evidence.missing = word;
        stage.desk.actions.evidenceAnswers[story::failureId()] = evidence;
        stage.select();
        QTRY_COMPARE(stage.state(), State::Loaded);
        const auto *scroll = stage.panel.findChild<QScrollArea *>();
        QTRY_VERIFY(stage.panel.asText().contains(word));
        QVERIFY(scroll->widget()->minimumSizeHint().width() <= scroll->viewport()->width());
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        QVERIFY(scroll->widget()->width() <= scroll->viewport()->width());
        QCOMPARE(stage.panel.width(), 340);
    }

private:
    static void setJob(Stage &stage, JobState state)
    {
        stage.desk.fleet.update(story::drawerId('b'), NodeAspect::Jobs, [state](FleetNode &node) {
            Job job;
            job.id = u"j-99"_s;
            job.state = state;
            node.jobs = {job};
        });
        QSignalSpy changed(&stage.desk.fleet, &Fleet::nodesChanged);
        QVERIFY(changed.wait());
    }
};

} // namespace muster::console

QTEST_MAIN(muster::console::TestEvidence)
#include "tst_evidence.moc"
