// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QGuiApplication>
#include <QTabBar>
#include <QTest>
#include <QWindow>

#include <algorithm>

/// A person's hands: clicks and keys go to windows, and from there the way that the window system's go. What
/// is hidden, covered by a dialog or disabled is not reached. Each fails the test when there is nothing to
/// take hold of.
namespace muster::console::hands {

/// Waits until the window system has said all it had to say. It says things in the order in which they were
/// asked of it, so what comes of a window that is shown only now comes last.
inline void hearTheServerOut()
{
    QWindow last;
    last.setFlags(Qt::ToolTip | Qt::WindowDoesNotAcceptFocus | Qt::BypassWindowManagerHint);
    last.setGeometry(0, 0, 1, 1);
    last.show();
    QVERIFY(QTest::qWaitForWindowExposed(&last));
}

/// Gives a window the keyboard, for good: a window that was shown or given it before may still be about to
/// get it. A window manager would see to that, but none is needed here.
inline void attend(QWidget &window)
{
    const auto hasIt = [&window] {
        hearTheServerOut();
        return window.isActiveWindow();
    };
    const auto takesIt = [&] {
        window.activateWindow();
        return hasIt() && hasIt(); // Hearing of it, Qt may have asked for something once more.
    };
    QTRY_VERIFY2(takesIt(), qPrintable(window.windowTitle()));
}

inline void clickAt(QWidget &widget, QPoint at)
{
    QVERIFY(widget.isVisible());
    QTest::mouseClick(widget.window()->windowHandle(), Qt::LeftButton, {}, widget.mapTo(widget.window(), at));
}

inline void click(QWidget &widget)
{
    clickAt(widget, widget.rect().center());
}

/// What is read, without the sign before the letter that Alt goes with.
inline QString readable(QString text)
{
    return text.remove(u'&');
}

/// The visible button with this text, or of this accessible name.
inline void press(QWidget &in, const QString &words)
{
    const auto buttons = in.findChildren<QAbstractButton *>();
    const auto found = std::ranges::find_if(buttons, [&words](const QAbstractButton *button) {
        return button->isVisible()
               && (readable(button->text()) == words || button->accessibleName() == words);
    });
    QVERIFY2(found != buttons.cend(), qPrintable(words));
    QTRY_VERIFY2((*found)->isEnabled(), qPrintable(words));
    click(**found);
}

inline void chooseTab(QWidget &in, const QString &words)
{
    auto *bar = in.findChild<QTabBar *>();
    for (int i = 0; i < bar->count(); ++i) {
        if (readable(bar->tabText(i)) == words)
            return clickAt(*bar, bar->tabRect(i).center());
    }
    QFAIL(qPrintable(words));
}

inline void clickRow(QAbstractItemView &view, const QModelIndex &row)
{
    QVERIFY(row.isValid());
    view.scrollTo(row);
    clickAt(*view.viewport(), view.visualRect(row).center());
}

/// To the window that has the keyboard.
inline void strike(QKeyCombination keys)
{
    QVERIFY(QGuiApplication::focusWindow());
    QTest::keyClick(QGuiApplication::focusWindow(), keys.key(), keys.keyboardModifiers());
}

inline void type(const QString &text)
{
    for (const QChar c : text) {
        QVERIFY(QGuiApplication::focusWindow());
        QTest::keyClick(QGuiApplication::focusWindow(), c.toLatin1());
    }
}

} // namespace muster::console::hands
