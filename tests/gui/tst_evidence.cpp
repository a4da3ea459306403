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

    void theJournalIsTextNotMarkup()
    {
        Theme theme;
        JournalView view(theme);
        JournalLine line;
        line.message = u"<b>bold</b> <img src=\"x\">"_s;
        view.setLines({line});
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
