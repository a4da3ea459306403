// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/theme/theme.h"

#include <QLabel>

namespace muster::console {

/// Text in one of the console's fonts and colours. Always plain text: what nodes say is never markup.
class Label : public QLabel
{
    Q_OBJECT
public:
    enum class Kind { Base, Bold, Heading, Title, Fixed, Code };

    explicit Label(const Theme &theme, Kind kind = Kind::Base, Colour colour = Colour::Text,
                   QWidget *parent = nullptr);

    void setColour(Colour colour);
    /// Cuts a text that does not fit with an ellipsis, and shows it whole on hover.
    void setElided(bool isElided);

    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void applyTheme();

    const Theme &m_theme;
    Kind m_kind;
    Colour m_colour;
    bool m_isElided = false;
};

[[nodiscard]] Label *wrappedLabel(const Theme &theme, const QString &text, Colour colour = Colour::Text);

} // namespace muster::console
