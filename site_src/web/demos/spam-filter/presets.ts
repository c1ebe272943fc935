/** Messages to begin with, all of them invented. */

export const PRESETS: Readonly<Record<string, { readonly title: string; readonly text: string }>> =
  {
    advert: {
      title: "An advert",
      text:
        "Congratulations! You have been chosen. Make MONEY from home, up to $5000 a month, and it's FREE! " +
        "No risk, no obligation. Click here now to receive your free report: http://example.com/offer",
    },
    letter: {
      title: "A letter",
      text:
        "Thanks for the photos of the garden, they look great. I think the problem with the gate is the " +
        "lock, so I'll bring some oil when I come on Friday. Shall we have lunch before that?",
    },
    order: {
      title: "An order",
      text:
        "Thank you for your order! Your package will be shipped within 2 days. To track it, click here: " +
        "http://example.com/track. This offer ends soon: save 20% on your next purchase. To unsubscribe " +
        "from our list, reply to this email.",
    },
    padded: {
      title: "The advert, padded",
      text:
        "Someone wrote: I don't think the problem is in the list of the code, but maybe it's the server. " +
        "Congratulations! You have been chosen. Make MONEY from home, up to $5000 a month, and it's FREE! " +
        "No risk, no obligation. Click here now to receive your free report: http://example.com/offer",
    },
  };

/** Those that have a button; the others are set by phrases of the prose. */
export const BUTTONS = ["advert", "letter", "order"] as const;

/** What a message has to say that is to get past the filters. */
export const TASK = ["free", "money", "click"] as const;
