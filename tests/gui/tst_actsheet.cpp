// SPDX-License-Identifier: Apache-2.0
#include "console/views/dialogs/actsheet.h"
#include "console/views/pages/powermenu.h"
#include "shared/model/codec.h"
#include "tests/gui/support/actstory.h"
#include "tests/gui/support/warnings.h"
#include "tests/gui/support/windowstage.h"

#include <QPushButton>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

const QString ActFrame = u"db-frame-1"_s;

struct ActStage : WindowStage
{
    explicit ActStage(const ActWish &wish = {ActFrame, {}, ControlAction::PowerOff})
    {
        answer(u"state.preview"_s, story::outlook(ActFrame));
        answer(u"state.act"_s, ActStarted{u"job-1"_s, 3});
        sheet = new ActSheet(desk.parts, wish, &window);
        sheet->show();
    }

    template <typename Answer>
    void answer(const QString &method, const Answer &answer)
    {
        desk.actions.callAnswers.insert(method, toJson(answer));
    }
    /// The coordinator says how far it is, and that there is something new.
    void tell(const QList<MemberAct> &members, bool isOver = false)
    {
        answer(u"state.acted"_s, story::act(members, isOver));
        story::tellActed(desk.fleet);
    }
    [[nodiscard]] QString text(int row, int column) const
    {
        auto *table = sheet->findChild<TablePanel *>(u"act"_s);
        return table->proxy().index(row, column).data().toString();
    }
    [[nodiscard]] QPushButton *button(const QString &text) const
    {
        for (QPushButton *one : sheet->findChildren<QPushButton *>()) {
            if (one->text() == text && one->isVisible())
                return one;
        }
        return nullptr;
    }
    [[nodiscard]] int times(const QString &method) const
    {
        return int(desk.actions.asked.count(u"call %1 %2"_s.arg(story::drawerId('a'), method)));
    }

    QPointer<ActSheet> sheet;
};

} // namespace

class TestActSheet : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnOurWarnings(); }

    void whatWouldHappenIsSaidBeforeAnythingIsAsked()
    {
        ActStage stage;
        QTRY_VERIFY(stage.button(u"Power off 3 members"_s));
        QTRY_VERIFY(stage.button(u"Power off 3 members"_s)->isEnabled());
        QCOMPARE(stage.text(0, ActTableModel::Shows), u"Chassis On, Host Off"_s);
        QCOMPARE(stage.text(1, ActTableModel::Remark), u"its host is Running, and is cut off"_s);
        QCOMPARE(stage.text(0, ActTableModel::Remark), QString());
        QCOMPARE(stage.times(u"state.act"_s), 0);
    }

    void resultsComeInWhileItRuns()
    {
        ActStage stage;
        QTRY_VERIFY(stage.button(u"Power off 3 members"_s));
        stage.tell({story::part(1, 'a', ActStep::Asked), story::part(2, 'b', ActStep::Asked),
                    story::part(3, 'c', ActStep::Asked)});
        QTRY_VERIFY(stage.button(u"Power off 3 members"_s)->isEnabled());
        stage.button(u"Power off 3 members"_s)->click();
        QTRY_COMPARE(stage.text(0, ActTableModel::Remark), u"asked\u2026"_s);
        QVERIFY(!stage.button(u"Power off 3 members"_s)->isEnabled());
        stage.tell({story::part(1, 'a', ActStep::Done), story::part(2, 'b', ActStep::Awaited),
                    story::part(3, 'c', ActStep::Asked)});
        QTRY_COMPARE(stage.text(0, ActTableModel::Remark), u"done"_s);
        QCOMPARE(stage.text(0, ActTableModel::Shows), u"Chassis Off"_s);
        stage.tell({story::part(1, 'a', ActStep::Done), story::part(2, 'b', ActStep::Done),
                    story::part(3, 'c', ActStep::Done)},
                   true);
        QTRY_COMPARE(stage.text(2, ActTableModel::Remark), u"done"_s);
        // All is done: nothing is left but to close.
        QTRY_VERIFY(!stage.button(u"Power off 3 members"_s));
        QVERIFY(stage.button(u"Close"_s));
    }

    void onlyThoseThatFailedAreTriedAgain()
    {
        ActStage stage;
        stage.tell({story::part(1, 'a', ActStep::Done),
                    story::part(2, 'b', ActStep::Failed, u"its chassis is still On"_s),
                    story::part(3, 'c', ActStep::Unreachable, u"it does not answer"_s)},
                   true);
        QTRY_VERIFY(stage.button(u"Power off 3 members"_s));
        QTRY_VERIFY(stage.button(u"Power off 3 members"_s)->isEnabled());
        stage.button(u"Power off 3 members"_s)->click();
        QTRY_VERIFY(stage.button(u"Retry the 2 that failed"_s));
        QCOMPARE(stage.text(1, ActTableModel::Remark), u"failed: its chassis is still On"_s);
        stage.desk.actions.params.clear();
        stage.button(u"Retry the 2 that failed"_s)->click();
        QTRY_VERIFY(!stage.desk.actions.params.isEmpty());
        const auto asked = fromJson<ActParams>(stage.desk.actions.params.first());
        QVERIFY(asked);
        QCOMPARE(asked->members, (QList<int>{2, 3}));
        QCOMPARE(asked->action, ControlAction::PowerOff);
    }

    void whatIsRefusedIsSaidAndCanBeTriedAgain()
    {
        ActStage stage;
        QTRY_VERIFY(stage.button(u"Power off 3 members"_s));
        QTRY_VERIFY(stage.button(u"Power off 3 members"_s)->isEnabled());
        stage.desk.actions.callAnswers.insert(
            u"state.act"_s, fail(ErrorCode::Conflict, u"PowerOn is under way, asked for by ops"_s));
        stage.button(u"Power off 3 members"_s)->click();
        QTRY_VERIFY(stage.sheet->failureText().contains(u"PowerOn is under way"_s));
        QVERIFY(stage.button(u"Power off 3 members"_s)->isEnabled());
    }

    void whereNobodyAnswersItCanBeTriedAgain()
    {
        ActStage stage;
        stage.desk.actions.callAnswers.insert(u"state.preview"_s,
                                              fail(ErrorCode::Unavailable, u"drawer-a is not connected"_s));
        auto *second = new ActSheet(stage.desk.parts, {ActFrame, {}, ControlAction::PowerOn}, &stage.window);
        stage.sheet->close();
        stage.sheet = second;
        second->show();
        QTRY_VERIFY(stage.button(u"Try again"_s));
        QVERIFY(second->failureText().contains(u"not connected"_s));
        stage.answer(u"state.preview"_s, story::outlook(ActFrame));
        stage.button(u"Try again"_s)->click();
        QTRY_VERIFY(stage.button(u"Power on 3 members"_s));
        QVERIFY(second->failureText().isEmpty());
    }

    void aMemberIsAskedThroughItsCoordinator()
    {
        ActStage stage({ActFrame, story::drawerId('b'), ControlAction::PowerOff});
        QTRY_COMPARE(stage.times(u"state.preview"_s), 1);
        const auto asked = fromJson<ActParams>(stage.desk.actions.params.last());
        QVERIFY(asked);
        QCOMPARE(asked->members, QList<int>{2});
        QVERIFY(!asked->onlyNode);
    }

    void itMayBeClosedWhileItRuns()
    {
        ActStage stage;
        stage.tell({story::part(1, 'a', ActStep::Awaited)});
        QTRY_VERIFY(stage.button(u"Power off 3 members"_s));
        QTRY_VERIFY(stage.button(u"Power off 3 members"_s)->isEnabled());
        stage.button(u"Power off 3 members"_s)->click();
        QTRY_COMPARE(stage.text(0, ActTableModel::Remark), u"under way\u2026"_s);
        stage.button(u"Close"_s)->click();
        QTRY_VERIFY(!stage.sheet);
        // Nobody asks any more.
        stage.desk.actions.asked.clear();
        stage.tell({story::part(1, 'a', ActStep::Done)}, true);
        QCOMPARE(stage.desk.actions.asked, QStringList());
    }

    void pagesOfferIt()
    {
        ActStage stage;
        stage.sheet->close();
        stage.window.open({Place::Page::System, ActFrame});
        auto *menu = stage.window.pages().currentWidget()->findChild<PowerMenu *>();
        QVERIFY(menu);
        Q_EMIT menu->wanted(ControlAction::PowerCycle);
        const auto sheets = stage.window.findChildren<ActSheet *>();
        QVERIFY(std::ranges::any_of(sheets, &QWidget::isVisible));
    }
};

} // namespace muster::console

QTEST_MAIN(muster::console::TestActSheet)
#include "tst_actsheet.moc"
