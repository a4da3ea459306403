// SPDX-License-Identifier: Apache-2.0
#include "console/views/dialogs/systemchangesheet.h"
#include "console/views/dialogs/systemdialog.h"
#include "console/views/text/restorephrases.h"
#include "console/views/widgets/banner.h"
#include "console/views/widgets/problemlist.h"
#include "tests/gui/support/warnings.h"
#include "tests/gui/support/windowstage.h"

#include "shared/model/codec.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>
#include <QPointer>
#include <QPushButton>
#include <QTest>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

using Kind = Place::Page;

const QString Frame = u"db-frame-1"_s;

struct Stage : WindowStage
{
    Stage()
    {
        const MembershipAnswer taken{4, Frame, story::drawerId('a')};
        desk.actions.callAnswers.insert(u"system.check"_s, toJson(taken));
        desk.actions.callAnswers.insert(u"system.set"_s, toJson(taken));
        window.open({Kind::System, Frame});
        // drawer-d does not answer; a call to it says so.
        for (const auto &method : {u" system.check"_s, u" system.set"_s})
            desk.actions.callAnswers.insert(story::drawerId('d') + method,
                                            fail(ErrorCode::Unavailable, u"no answer"_s));
    }

    [[nodiscard]] QStringList banners()
    {
        QStringList texts;
        const auto all = window.pages().currentWidget()->findChildren<Banner *>();
        for (Banner *one : all) {
            if (!one->isHidden())
                texts.append(one->text());
        }
        return texts;
    }
    template <typename Dialog>
    [[nodiscard]] Dialog *dialog() const
    {
        return window.template findChild<Dialog *>();
    }
    static QPushButton *verbOf(const Sheet &sheet)
    {
        const auto buttons = sheet.findChildren<QPushButton *>();
        const auto found = std::ranges::find_if(buttons, &QPushButton::isDefault);
        return found == buttons.cend() ? nullptr : *found;
    }
    static QStringList rowOf(const SystemChangeSheet &sheet, const QString &nodeId)
    {
        auto *table = sheet.findChild<TablePanel *>();
        QStringList texts;
        for (int row = 0; row < table->proxy().rowCount(); ++row) {
            if (table->proxy().index(row, 0).data(NodeIdRole).toString() != nodeId)
                continue;
            for (int column = 0; column < table->proxy().columnCount(); ++column)
                texts.append(table->proxy().index(row, column).data().toString());
        }
        return texts;
    }
    [[nodiscard]] QStringList told() const { return desk.actions.asked.filter(u"system.set"_s); }
};

} // namespace

class TestSystems : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnOurWarnings(); }

    void thePageSaysWhoCoordinatesAndWhatIsAmiss()
    {
        Stage stage;
        QCOMPARE(stage.banners().size(), 1);
        QVERIFY2(stage.banners().first().contains(u"does not hear drawer-d"_s),
                 qPrintable(stage.banners().join(u'\n')));
        story::splitSystem(stage.desk.fleet);
        QTRY_VERIFY2(stage.banners().first().startsWith(u"No coordinator acts: 2 of 4"_s),
                     qPrintable(stage.banners().join(u'\n')));
        QVERIFY(stage.banners().last().contains(u"drawer-c has an older membership"_s));
    }

    void whatIsAmissWithASystemNeedsAttentionAndLeadsThere()
    {
        Stage stage;
        stage.window.open({Kind::Attention, {}});
        auto *list = stage.window.pages().currentWidget()->findChild<ProblemList *>();
        const auto rowAbout = [list](const QString &text) {
            const auto found =
                list->model()->match(list->model()->index(0, 0), Qt::DisplayRole, text, 1, Qt::MatchContains);
            return found.value(0);
        };
        QVERIFY(!rowAbout(u"No coordinator acts"_s).isValid());
        // That drawer-d does not answer is said once, of the node.
        QVERIFY(!rowAbout(u"does not hear drawer-d"_s).isValid());
        QVERIFY(rowAbout(u"drawer-d does not answer"_s).isValid());
        story::splitSystem(stage.desk.fleet);
        QTRY_VERIFY(rowAbout(u"No coordinator acts: 2 of 4"_s).isValid());
        Q_EMIT list->activated(rowAbout(u"No coordinator acts"_s));
        QVERIFY(!stage.banners().isEmpty());
        QVERIFY(stage.banners().first().startsWith(u"No coordinator acts"_s));
    }

    void aGroupIsOfferedToBeFounded()
    {
        Stage stage;
        story::addGroup(stage.desk.fleet);
        stage.window.open({Kind::System, u"bench"_s});
        QVERIFY(stage.banners().first().contains(u"known to this console only"_s));
        stage.window.editSystem(u"bench"_s, {});
        auto *dialog = stage.dialog<SystemDialog>();
        QCOMPARE(dialog->memberIds(), QStringList(u"node-lab-bench-3"_s));
        QCOMPARE(dialog->wish().name, u"bench"_s);
    }

    void membersByWordAreMarkedAndOfferedToBePaired()
    {
        Stage stage;
        story::forgetPairingWithC(stage.desk.fleet);
        QVERIFY(!stage.desk.fleet.node(story::drawerId('c'))->isPaired);
        stage.window.open({Kind::Node, story::drawerId('c')});
        QVERIFY(stage.banners().first().contains(u"known by the word of drawer-a"_s));
        const auto buttons = stage.window.pages().currentWidget()->findChildren<QPushButton *>();
        QVERIFY(std::ranges::any_of(buttons, [](QPushButton *button) {
            return button->isVisible() && button->text().remove(u'&') == u"Pair\u2026"_s;
        }));
    }

    void aChangeIsShownBeforeItIsDone()
    {
        Stage stage;
        stage.window.editSystem(Frame, {});
        auto *dialog = stage.dialog<SystemDialog>();
        auto *coordinator = dialog->findChildren<QComboBox *>().first();
        coordinator->setCurrentIndex(coordinator->findData(story::drawerId('b')));
        Stage::verbOf(*dialog)->click();
        const QPointer<SystemChangeSheet> sheet = dialog->findChild<SystemChangeSheet *>();
        QVERIFY(sheet);
        QTRY_VERIFY(Stage::verbOf(*sheet)->isEnabled());
        QCOMPARE(Stage::verbOf(*sheet)->text(), u"Change db-frame-1"_s);
        QCOMPARE(Stage::rowOf(*sheet, story::drawerId('b')).at(2), u"coordinates"_s);
        QCOMPARE(Stage::rowOf(*sheet, story::drawerId('a')).at(2), u"does not coordinate any more"_s);
        QVERIFY(stage.told().isEmpty());
        Stage::verbOf(*sheet)->click();
        QTRY_VERIFY(!sheet);
        QCOMPARE(stage.told().size(), 3);
        QVERIFY(stage.told().first().contains(story::drawerId('a')));
        QCOMPARE(stage.desk.fleet.systems().value(Frame).coordinator, story::drawerId('b'));
    }

    void whatFailedIsTriedAgainAlone()
    {
        Stage stage;
        stage.desk.actions.callAnswers.insert(story::drawerId('c') + " system.set"_L1,
                                              fail(ErrorCode::Io, u"the disk is full"_s));
        stage.window.handOver(Frame, story::drawerId('b'));
        const QPointer<SystemChangeSheet> sheet = stage.dialog<SystemChangeSheet>();
        QTRY_VERIFY(Stage::verbOf(*sheet)->isEnabled());
        QCOMPARE(Stage::verbOf(*sheet)->text(), u"Let drawer-b coordinate"_s);
        Stage::verbOf(*sheet)->click();
        QTRY_COMPARE(Stage::verbOf(*sheet)->text(), u"Retry the 1 that failed"_s);
        QVERIFY(Stage::rowOf(*sheet, story::drawerId('c')).at(3).contains(u"the disk is full"_s));
        QCOMPARE(Stage::rowOf(*sheet, story::drawerId('b')).at(3), u"done"_s);
        stage.desk.actions.callAnswers.remove(story::drawerId('c') + " system.set"_L1);
        stage.desk.actions.asked.clear();
        Stage::verbOf(*sheet)->click();
        QTRY_VERIFY(!sheet);
        QVERIFY(stage.told().first().contains(story::drawerId('c')));
        QVERIFY(!stage.told().join(u' ').contains(story::drawerId('b')));
    }

    void anObjectionThatCannotBeHelpedStopsIt()
    {
        Stage stage;
        stage.desk.actions.callAnswers.insert(story::drawerId('b') + " system.check"_L1,
                                              fail(ErrorCode::Conflict, u"it is in the system \"rack\""_s));
        stage.window.handOver(Frame, story::drawerId('b'));
        auto *sheet = stage.dialog<SystemChangeSheet>();
        QTRY_VERIFY(!sheet->failureText().isEmpty());
        QVERIFY(!Stage::verbOf(*sheet)->isEnabled());
        QVERIFY(Stage::rowOf(*sheet, story::drawerId('b')).at(3).contains(u"rack"_s));
    }

    void dissolvingNeedsTheNameTyped()
    {
        Stage stage;
        stage.window.dissolve(Frame);
        const QPointer<SystemChangeSheet> sheet = stage.dialog<SystemChangeSheet>();
        auto *typed = sheet->findChildren<QLineEdit *>().last();
        QTRY_COMPARE(Stage::rowOf(*sheet, story::drawerId('a')).value(2), u"is no member any more"_s);
        QVERIFY(!Stage::verbOf(*sheet)->isEnabled());
        typed->setText(u"db-frame-2"_s);
        QVERIFY(!Stage::verbOf(*sheet)->isEnabled());
        typed->setText(Frame);
        QTRY_VERIFY(Stage::verbOf(*sheet)->isEnabled());
        Stage::verbOf(*sheet)->click();
        QTRY_VERIFY(!sheet);
        QVERIFY(!stage.desk.fleet.systems().contains(Frame));
        QCOMPARE(stage.window.pages().place().page, Kind::Attention);
    }

    void aSilentCoordinatorAsksForAPerson()
    {
        Stage stage;
        stage.desk.fleet.update(story::drawerId('a'), NodeAspect::Link,
                                [](FleetNode &node) { node.link = LinkState::Waiting; });
        stage.desk.fleet.flush();
        stage.window.dissolve(Frame);
        auto *sheet = stage.dialog<SystemChangeSheet>();
        QVERIFY(sheet->failureText().contains(u"drawer-a coordinates"_s));
        auto *force = sheet->findChild<QCheckBox *>();
        QVERIFY(force->isVisible());
        force->setChecked(true);
        QVERIFY(sheet->failureText().isEmpty());
        QTRY_VERIFY(!Stage::rowOf(*sheet, story::drawerId('b')).isEmpty());
    }

    void aRenamedSystemStaysOpen()
    {
        Stage stage;
        MembershipWish wish;
        wish.name = u"rack-9"_s;
        const auto draft = draftSystem(stage.desk.fleet, stage.desk.actions, Frame, wish);
        QVERIFY(draft);
        QVERIFY(stage.desk.fleet.keepMembership(draft->text));
        QTRY_COMPARE(stage.window.pages().place().id, u"rack-9"_s);
    }

    void numbersAreSwappedNotShifted()
    {
        Stage stage;
        stage.window.editSystem(Frame, {});
        auto *dialog = stage.dialog<SystemDialog>();
        auto *members = dialog->findChildren<QListWidget *>().last();
        members->setCurrentRow(1);
        const auto press = [dialog](const QString &words) {
            const auto buttons = dialog->findChildren<QAbstractButton *>();
            (*std::ranges::find(buttons, words, &QAbstractButton::accessibleName))->click();
        };
        press(u"Take it out"_s);
        QCOMPARE(dialog->wish().removed, QStringList(story::drawerId('b')));
        QVERIFY(dialog->wish().numbers.isEmpty());
        members->setCurrentRow(2);
        press(u"Give it the number before"_s);
        QCOMPARE(dialog->wish().numbers,
                 (QHash<QString, int>{{story::drawerId('d'), 3}, {story::drawerId('c'), 4}}));
    }

    void whatBecomesOfThePowerIsSaidInWords()
    {
        SystemSettings settings;
        settings.restorePolicy = RestorePolicy::AlwaysOn;
        settings.partialOutage = PartialOutage::Hold;
        settings.restoreWindowSeconds = 120;
        QStringList texts;
        for (const FactList::Fact &fact : RestorePhrases::facts(settings))
            texts.append(fact.name + u": "_s + fact.value.text);
        QCOMPARE(texts.first(),
                 u"When all lose power: it is powered on; members are waited for up to 120 s"_s);
        QVERIFY(texts.at(1).startsWith(u"When some lose power: they stay off until"_s));
        settings.restorePolicy = RestorePolicy::None;
        QVERIFY(RestorePhrases::facts(settings).first().value.text.startsWith(u"nothing is done"_s));
    }
};

} // namespace muster::console

QTEST_MAIN(muster::console::TestSystems)
#include "tst_systems.moc"
