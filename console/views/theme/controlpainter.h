// SPDX-License-Identifier: Apache-2.0
#pragma once

class QColor;
class QPainter;
class QRect;
class QStyleOption;
class QWidget;

namespace muster::console {

class Theme;

/// What is pressed or filled in: buttons, fields, boxes of choices.
class ControlPainter
{
public:
    explicit ControlPainter(const Theme &theme)
        : m_theme(theme)
    {
    }

    /// The main action of its page: the default button, or one that says so ("accented") although Enter shall
    /// not press it.
    [[nodiscard]] static bool isMain(const QStyleOption *option, const QWidget *widget);

    void drawButton(const QStyleOption *option, QPainter *painter, const QWidget *widget) const;
    /// The frame of a line edit, red where its text is "wrong". None inside of a box of choices.
    void drawField(const QStyleOption *option, QPainter *painter, const QWidget *widget) const;
    /// @param arrow where the arrow is
    void drawChoices(const QStyleOption *option, QPainter *painter, const QRect &arrow) const;

private:
    [[nodiscard]] QColor pressedAccent(bool isDown) const;

    const Theme &m_theme;
};

} // namespace muster::console
